-- What refers to a block is looked up by its hash for each block that is forgotten: without an index that reads a whole
-- table for every row. (logs has one: its primary key begins with the hash.)
--
-- 0001 says that blocks are never deleted. True of raw logs and of the blocks they are in; a block below finality that no
-- log, list root or epoch refers to is forgotten.
create index list_roots_block_hash on muster.list_roots (block_hash);
create index epochs_anchor_hash on muster.epochs (anchor_hash);
create index epochs_child_hash on muster.epochs (child_hash);

-- The last block up to a time. Times never fall from block to block, so `order by timestamp desc, number desc` is the
-- order by number, and this index has it.
create index blocks_canonical_time on muster.blocks (timestamp, number) where canonical;
