"""Sources from the web and by hand, what waits to be read, jobs, test questions, gaps."""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('originals',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('workspace', sa.String(length=40), nullable=False),
    sa.Column('source', sa.String(length=40), nullable=False),
    sa.Column('sealed_upload', sa.LargeBinary(), nullable=False),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['workspace'], ['workspaces.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('source'),
    sqlite_with_rowid=True
    )
    op.create_index(op.f('ix_originals_workspace'), 'originals', ['workspace'], unique=False)
    op.create_table('bench_questions',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('workspace', sa.String(length=40), nullable=False),
    sa.Column('bot', sa.String(length=40), nullable=False),
    sa.Column('question', sa.Text(), nullable=False),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['bot'], ['bots.id'], ),
    sa.ForeignKeyConstraint(['workspace'], ['workspaces.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sqlite_with_rowid=True
    )
    op.create_index(op.f('ix_bench_questions_bot'), 'bench_questions', ['bot'], unique=False)
    op.create_index(op.f('ix_bench_questions_workspace'), 'bench_questions', ['workspace'], unique=False)
    op.create_table('bench_runs',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('workspace', sa.String(length=40), nullable=False),
    sa.Column('bot', sa.String(length=40), nullable=False),
    sa.Column('why', sa.String(length=80), nullable=False),
    sa.Column('result', sa.JSON(), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['bot'], ['bots.id'], ),
    sa.ForeignKeyConstraint(['workspace'], ['workspaces.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sqlite_with_rowid=True
    )
    op.create_index(op.f('ix_bench_runs_bot'), 'bench_runs', ['bot'], unique=False)
    op.create_index(op.f('ix_bench_runs_workspace'), 'bench_runs', ['workspace'], unique=False)
    op.create_table('gap_marks',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('workspace', sa.String(length=40), nullable=False),
    sa.Column('bot', sa.String(length=40), nullable=False),
    sa.Column('turn', sa.String(length=40), nullable=False),
    sa.Column('how', sa.String(length=20), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['bot'], ['bots.id'], ),
    sa.ForeignKeyConstraint(['workspace'], ['workspaces.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('turn'),
    sqlite_with_rowid=True
    )
    op.create_index(op.f('ix_gap_marks_bot'), 'gap_marks', ['bot'], unique=False)
    op.create_index(op.f('ix_gap_marks_workspace'), 'gap_marks', ['workspace'], unique=False)
    op.create_table('sites',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('workspace', sa.String(length=40), nullable=False),
    sa.Column('knowledge_base', sa.String(length=40), nullable=False),
    sa.Column('address', sa.Text(), nullable=False),
    sa.Column('settings', sa.JSON(), nullable=False),
    sa.Column('every_hours', sa.Integer(), nullable=False),
    sa.Column('next_at', sa.BigInteger(), nullable=True),
    sa.Column('read_at', sa.BigInteger(), nullable=True),
    sa.Column('outcome', sa.JSON(), nullable=True),
    sa.Column('error', sa.Text(), nullable=True),
    sa.Column('added_by', sa.String(length=40), nullable=False),
    sa.Column('added_at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['knowledge_base'], ['knowledge_bases.id'], ),
    sa.ForeignKeyConstraint(['workspace'], ['workspaces.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('knowledge_base', 'address'),
    sqlite_with_rowid=True
    )
    op.create_index(op.f('ix_sites_knowledge_base'), 'sites', ['knowledge_base'], unique=False)
    op.create_index(op.f('ix_sites_workspace'), 'sites', ['workspace'], unique=False)
    op.add_column('chunks', sa.Column('page', sa.Integer(), nullable=True))
    op.add_column('chunks', sa.Column('made_from', sa.String(length=64), server_default='', nullable=False))
    op.add_column('chunks', sa.Column('edited_at', sa.BigInteger(), nullable=True))
    op.add_column('jobs', sa.Column('detail', sa.JSON(), nullable=True))
    op.add_column('sources', sa.Column('kind', sa.String(length=20), server_default='file', nullable=False))
    op.add_column('sources', sa.Column('owner', sa.Text(), server_default='', nullable=False))
    op.add_column('sources', sa.Column('site', sa.String(length=40), nullable=True))
    op.add_column('sources', sa.Column('report', sa.JSON(), nullable=True))
    op.add_column('sources', sa.Column('changed', sa.JSON(), nullable=True))
    op.add_column('sources', sa.Column('read_at', sa.BigInteger(), nullable=True))
    op.create_index(op.f('ix_sources_site'), 'sources', ['site'], unique=False)
