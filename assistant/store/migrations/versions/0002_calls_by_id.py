"""Calls to outside models have ids of their own, so that asking again keeps the earlier answer on record"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Nothing before this revision wrote calls: the old table is empty.
    op.drop_table('model_calls')
    op.create_table('model_calls',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.Column('at', sa.String(), nullable=False),
    sa.Column('run_id', sa.String(), nullable=True),
    sa.Column('step', sa.String(), nullable=False),
    sa.Column('item', sa.String(), nullable=False),
    sa.Column('sources', sa.JSON(), nullable=False),
    sa.Column('model', sa.String(), nullable=False),
    sa.Column('prompt', sa.String(), nullable=False),
    sa.Column('request', sa.JSON(), nullable=False),
    sa.Column('reply', sa.Text(), nullable=False),
    sa.Column('finish', sa.String(), nullable=False),
    sa.Column('error', sa.Text(), nullable=False),
    sa.Column('usable', sa.Boolean(), nullable=False),
    sa.Column('tokens_in', sa.Integer(), nullable=False),
    sa.Column('tokens_cached', sa.Integer(), nullable=False),
    sa.Column('tokens_out', sa.Integer(), nullable=False),
    sa.Column('cost', sa.Float(), nullable=False),
    sa.Column('seconds', sa.Float(), nullable=False),
    sa.Column('batch', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_model_calls'))
    )
    with op.batch_alter_table('model_calls', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_model_calls_hash'), ['hash'], unique=False)
        batch_op.create_index(batch_op.f('ix_model_calls_run_id'), ['run_id'], unique=False)


def downgrade() -> None:
    raise NotImplementedError('A study is only ever brought to a newer schema.')
