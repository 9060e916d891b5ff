"""An approval of a person's words keeps the counts that it was given for"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Of earlier approvals nobody knows; the next one says it.
    op.add_column('claims', sa.Column('approved_counts', sa.JSON(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError('A study is only ever brought to a newer schema.')
