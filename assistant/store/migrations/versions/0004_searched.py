"""A claim says where words against it were looked for"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Of claims drafted earlier nobody knows; the next draft says it.
    op.add_column('claims', sa.Column('searched', sa.JSON(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError('A study is only ever brought to a newer schema.')
