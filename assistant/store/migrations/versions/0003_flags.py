"""Findings and themes can be flagged for another look, as claims can"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Nobody has flagged one so far; from now on every row says so itself.
    for table in ('findings', 'themes'):
        op.add_column(table, sa.Column('flagged', sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    raise NotImplementedError('A study is only ever brought to a newer schema.')
