-- Chain to tables. Raw logs and blocks are never deleted: a reorg marks them as not canonical, because a pruned endpoint
-- answers "no logs" and history would be lost. State tables are a pure fold of the canonical logs; their rows carry the
-- block range [from_block, to_block) in which they are true, so "as of block N" is an ordinary query and a rollback is
-- a delete and a reopen. 9223372036854775807 in to_block means: still true.
--
-- Hashes, addresses and keys are bytea; token base units numeric(78,0); times unix seconds.

create table muster.chain (
  singleton boolean primary key default true check (singleton),
  chain_id bigint not null check (chain_id > 0),
  registry bytea not null check (octet_length(registry) = 20),
  deploy_block bigint not null check (deploy_block >= 0),
  epoch_seconds integer not null check (epoch_seconds > 0),
  -- The cursor: everything up to and including this block is in the tables.
  head_number bigint not null check (head_number >= 0),
  head_hash bytea not null check (octet_length(head_hash) = 32),
  head_parent_hash bytea not null check (octet_length(head_parent_hash) = 32),
  head_timestamp bigint not null,
  finalized_number bigint not null,
  list_root bytea not null check (octet_length(list_root) = 32),
  list_version bigint not null check (list_version >= 0),
  leaf_count bigint not null check (leaf_count >= 0),
  depth integer not null check (depth between 1 and 16),
  state text not null check (state in ('backfilling', 'live', 'stale')),
  state_reason text,
  check ((state = 'stale') = (state_reason is not null))
);

-- Contracts whose events are mirrored.
create table muster.contracts (
  name text primary key check (name in ('REGISTRY', 'REWARDS_POOL', 'CONTRIBUTION_POOLS', 'ACCESS_MANAGER')),
  address bytea not null unique check (octet_length(address) = 20),
  deploy_block bigint not null check (deploy_block >= 0)
);

create table muster.blocks (
  hash bytea primary key check (octet_length(hash) = 32),
  number bigint not null check (number >= 0),
  parent_hash bytea not null check (octet_length(parent_hash) = 32),
  timestamp bigint not null,
  canonical boolean not null
);

create unique index blocks_canonical_number on muster.blocks (number) where canonical;

create table muster.logs (
  block_hash bytea not null references muster.blocks (hash),
  log_index integer not null check (log_index >= 0),
  block_number bigint not null,
  transaction_hash bytea not null check (octet_length(transaction_hash) = 32),
  transaction_index integer not null check (transaction_index >= 0),
  contract text not null check (contract in ('REGISTRY', 'REWARDS_POOL', 'CONTRIBUTION_POOLS', 'ACCESS_MANAGER')),
  address bytea not null check (octet_length(address) = 20),
  -- The topics one after the other, 32 bytes each.
  topics bytea not null check (octet_length(topics) in (0, 32, 64, 96, 128)),
  data bytea not null,
  canonical boolean not null,
  -- Decoded; null where the contract's ABI does not know the first topic.
  name text,
  node_id bigint,
  args jsonb,
  primary key (block_hash, log_index)
);

create index logs_canonical_order on muster.logs (block_number, log_index) where canonical;
create index logs_canonical_node on muster.logs (node_id, block_number, log_index) where canonical;
-- Extension documents are found by their hash.
create index logs_extension_hash on muster.logs ((decode(substr(args ->> 'extensionHash', 3), 'hex')))
  where canonical and name = 'ExtensionSet';

create table muster.service_nodes (
  node_id bigint not null check (node_id > 0),
  from_block bigint not null,
  to_block bigint not null,
  status text not null check (status in ('PENDING', 'ACTIVE', 'SUSPENDED', 'EXITED', 'REMOVED')),
  operator bytea not null check (octet_length(operator) = 20),
  pending_operator bytea check (octet_length(pending_operator) = 20),
  owner bytea not null check (octet_length(owner) = 20),
  pending_owner bytea check (octet_length(pending_owner) = 20),
  principal numeric(78, 0) not null check (principal >= 0),
  fee_bps integer not null check (fee_bps between 0 and 10000),
  ed25519_key bytea not null check (octet_length(ed25519_key) = 32),
  bls_key bytea not null check (octet_length(bls_key) = 128),
  bls_key_hash bytea not null check (octet_length(bls_key_hash) = 32),
  extension_hash bytea not null check (octet_length(extension_hash) = 32),
  identity_proof_valid boolean not null,
  ip bytea not null check (octet_length(ip) = 16),
  rpc_port integer not null check (rpc_port between 0 and 65535),
  quic_port integer not null check (quic_port between 0 and 65535),
  registered_at bigint not null,
  activatable_at bigint not null,
  first_activated_at bigint,
  activated_at bigint,
  seed numeric(20, 0),
  exit_due_at bigint,
  exit_tip numeric(78, 0) check (exit_tip >= 0),
  leaf_index bigint check (leaf_index >= 0),
  primary key (node_id, from_block),
  check (from_block < to_block),
  check ((status = 'ACTIVE') = (leaf_index is not null)),
  check ((activated_at is null) = (seed is null)),
  check ((activated_at is null) = (first_activated_at is null))
);

create unique index service_nodes_live on muster.service_nodes (node_id) where to_block = 9223372036854775807;
create unique index service_nodes_live_leaf on muster.service_nodes (leaf_index) where to_block = 9223372036854775807;
create index service_nodes_from_block on muster.service_nodes (from_block);
create index service_nodes_to_block on muster.service_nodes (to_block);
create index service_nodes_operator on muster.service_nodes (operator, node_id);
create index service_nodes_ed25519_key on muster.service_nodes (ed25519_key);
create index service_nodes_bls_key_hash on muster.service_nodes (bls_key_hash);

-- The rewards pool's account. *_x32 counts 2^-32 base units.
create table muster.rewards_pool (
  from_block bigint not null,
  to_block bigint not null,
  balance_x32 numeric(78, 0) not null check (balance_x32 >= 0),
  reward_per_node_x32 numeric(78, 0) not null check (reward_per_node_x32 >= 0),
  owed_x32 numeric(78, 0) not null check (owed_x32 >= 0),
  accrued_at bigint not null,
  active_nodes bigint not null check (active_nodes >= 0),
  primary key (from_block),
  check (from_block < to_block)
);

-- There is one account: no two versions end with the same block, and one is still true.
create unique index rewards_pool_to_block on muster.rewards_pool (to_block);

-- The accounts of nodes in the rewards pool, of nodes that left too.
create table muster.node_rewards (
  node_id bigint not null check (node_id > 0),
  from_block bigint not null,
  to_block bigint not null,
  mark_x32 numeric(78, 0) not null check (mark_x32 >= 0),
  paid numeric(78, 0) not null check (paid >= 0),
  active boolean not null,
  primary key (node_id, from_block),
  check (from_block < to_block)
);

create unique index node_rewards_live on muster.node_rewards (node_id) where to_block = 9223372036854775807;
create index node_rewards_from_block on muster.node_rewards (from_block);
create index node_rewards_to_block on muster.node_rewards (to_block);

-- Keys that their node has replaced. Such a key never comes back, and every function of the registry refuses it.
create table muster.replaced_keys (
  kind text not null check (kind in ('BLS', 'ED25519')),
  -- Keccak-256 of a BLS key, an Ed25519 key itself.
  key bytea not null check (octet_length(key) = 32),
  node_id bigint not null check (node_id > 0),
  -- The rotation says that the key is stolen.
  compromised boolean not null,
  block_number bigint not null,
  primary key (kind, key)
);

create index replaced_keys_node_id on muster.replaced_keys (node_id);
create index replaced_keys_block_number on muster.replaced_keys (block_number);

-- Blocks up to which the tables have as many events as the contracts count, by state proofs.
create table muster.proofs (
  block_number bigint not null,
  contract text not null references muster.contracts (name),
  block_hash bytea not null check (octet_length(block_hash) = 32),
  -- Null: the contract counts none.
  events bigint check (events >= 0),
  storage_hash bytea not null check (octet_length(storage_hash) = 32),
  primary key (block_number, contract)
);

create table muster.list_roots (
  version bigint primary key check (version > 0),
  root bytea not null check (octet_length(root) = 32),
  leaf_count bigint not null check (leaf_count > 0),
  depth integer not null check (depth between 1 and 16),
  block_number bigint not null,
  block_hash bytea not null references muster.blocks (hash),
  block_timestamp bigint not null
);

create index list_roots_block_number on muster.list_roots (block_number, version);

-- Content-addressed: the root fixes every byte, so a row is never changed and never wrong.
create table muster.lists (
  root bytea primary key check (octet_length(root) = 32),
  depth integer not null check (depth between 1 and 16),
  count integer not null check (count > 0),
  bytes bytea not null,
  brotli bytea not null,
  gzip bytea not null
);

create table muster.epochs (
  epoch bigint primary key check (epoch > 0),
  -- 'captured': proven, but the child block is not final yet; a reorg may take it back.
  status text not null check (status in ('captured', 'published', 'missed')),
  anchor_number bigint not null,
  anchor_hash bytea not null references muster.blocks (hash),
  anchor_timestamp bigint not null,
  child_number bigint not null,
  child_hash bytea not null references muster.blocks (hash),
  list_root bytea references muster.lists (root),
  service_node_count integer,
  proof text,
  reason text,
  -- When it became visible: with the child block final.
  published_at timestamptz,
  check (child_number = anchor_number + 1),
  check ((status = 'missed') = (reason is not null)),
  check ((status = 'missed') = (proof is null)),
  check ((proof is null) = (list_root is null)),
  check ((proof is null) = (service_node_count is null)),
  check (status <> 'published' or published_at is not null)
);

create index epochs_child_number on muster.epochs (child_number);
create index epochs_unpublished on muster.epochs (child_number) where published_at is null;
