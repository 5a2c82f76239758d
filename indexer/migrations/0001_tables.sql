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
  canonical boolean not null,
  -- Its logs are those of its receipts, or of two independent endpoints. Of a block in history a worker finds that out.
  logs_proven boolean not null
);

create unique index blocks_canonical_number on muster.blocks (number) where canonical;
create index blocks_unproven on muster.blocks (number) where canonical and not logs_proven;

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

-- Settings of the registry that governance changes: one live row.
create table muster.registry_settings (
  from_block bigint primary key,
  to_block bigint not null,
  staking_requirement numeric(78, 0) not null,
  activation_delay bigint not null,
  exit_delay bigint not null,
  removal_reward numeric(78, 0) not null,
  removal_lock bigint not null,
  penalty_bps integer not null,
  min_quorum integer not null,
  parameters_changed_at bigint not null,
  source integer not null,
  randomness bytea not null check (octet_length(randomness) = 20),
  paused_until bigint not null,
  pausable_from bigint not null,
  authority bytea not null check (octet_length(authority) = 20),
  check (from_block < to_block)
);

create unique index registry_settings_live on muster.registry_settings ((true)) where to_block = 9223372036854775807;

-- Roles of the access manager. Ids have 64 bits, which bigint does not.
create table muster.roles (
  role_id numeric(20, 0) not null,
  from_block bigint not null,
  to_block bigint not null,
  label text not null,
  admin numeric(20, 0) not null,
  guardian numeric(20, 0) not null,
  grant_delay bigint not null,
  grant_delay_since bigint not null,
  primary key (role_id, from_block),
  check (from_block < to_block)
);

create unique index roles_live on muster.roles (role_id) where to_block = 9223372036854775807;

create table muster.role_members (
  role_id numeric(20, 0) not null,
  account bytea not null check (octet_length(account) = 20),
  from_block bigint not null,
  to_block bigint not null,
  is_member boolean not null,
  member_since bigint,
  delay bigint not null,
  delay_since bigint not null,
  primary key (role_id, account, from_block),
  check (from_block < to_block),
  check (is_member or member_since is null)
);

create unique index role_members_live on muster.role_members (role_id, account)
  where to_block = 9223372036854775807;
create index role_members_account on muster.role_members (account);

create table muster.targets (
  target bytea not null check (octet_length(target) = 20),
  from_block bigint not null,
  to_block bigint not null,
  is_closed boolean not null,
  admin_delay bigint not null,
  admin_delay_since bigint not null,
  primary key (target, from_block),
  check (from_block < to_block)
);

create unique index targets_live on muster.targets (target) where to_block = 9223372036854775807;

create table muster.target_functions (
  target bytea not null check (octet_length(target) = 20),
  selector bytea not null check (octet_length(selector) = 4),
  from_block bigint not null,
  to_block bigint not null,
  role_id numeric(20, 0) not null,
  primary key (target, selector, from_block),
  check (from_block < to_block)
);

create unique index target_functions_live on muster.target_functions (target, selector)
  where to_block = 9223372036854775807;

-- Announced calls.
create table muster.operations (
  operation_id bytea not null check (octet_length(operation_id) = 32),
  nonce bigint not null,
  from_block bigint not null,
  to_block bigint not null,
  state text not null check (state in ('SCHEDULED', 'EXECUTED', 'CANCELED')),
  announced_at bigint not null,
  ready_at bigint not null,
  caller bytea not null check (octet_length(caller) = 20),
  target bytea not null check (octet_length(target) = 20),
  data bytea not null,
  primary key (operation_id, nonce, from_block),
  check (from_block < to_block)
);

create unique index operations_live on muster.operations (operation_id, nonce) where to_block = 9223372036854775807;
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

-- Contribution pools. A time that passes, or a requirement that changes, makes no event: such a pool stays OPEN.
create table muster.pools (
  pool_id bigint not null check (pool_id > 0),
  from_block bigint not null,
  to_block bigint not null,
  state text not null check (state in ('OPEN', 'REGISTERED', 'CLOSED')),
  opener bytea not null check (octet_length(opener) = 20),
  fee_bps integer not null check (fee_bps between 0 and 10000),
  deadline bigint not null,
  requirement numeric(78, 0) not null check (requirement >= 0),
  total numeric(78, 0) not null check (total between 0 and requirement),
  slot_count integer not null check (slot_count between 1 and 10),
  reserved_count integer not null check (reserved_count between 0 and 9),
  terms_hash bytea not null check (octet_length(terms_hash) = 32),
  registration_hash bytea not null check (octet_length(registration_hash) = 32),
  operator bytea not null check (octet_length(operator) = 20),
  ed25519_key bytea not null check (octet_length(ed25519_key) = 32),
  bls_key_hash bytea not null check (octet_length(bls_key_hash) = 32),
  ip bytea not null check (octet_length(ip) = 16),
  rpc_port integer not null check (rpc_port between 0 and 65535),
  quic_port integer not null check (quic_port between 0 and 65535),
  -- 64 bits that nothing bounds from above.
  registration_deadline numeric(20, 0) not null check (registration_deadline >= deadline),
  opened_at bigint not null,
  node_id bigint check (node_id > 0),
  registered_at bigint,
  closed_at bigint,
  primary key (pool_id, from_block),
  check (from_block < to_block),
  check ((state = 'REGISTERED') = (node_id is not null)),
  check ((state = 'REGISTERED') = (registered_at is not null)),
  check ((state = 'CLOSED') = (closed_at is not null))
);

create unique index pools_live on muster.pools (pool_id) where to_block = 9223372036854775807;
create unique index pools_live_node on muster.pools (node_id) where to_block = 9223372036854775807;
create index pools_from_block on muster.pools (from_block);
create index pools_to_block on muster.pools (to_block);
create index pools_opener on muster.pools (opener, pool_id);
create index pools_operator on muster.pools (operator, pool_id);

-- Places of pools. An empty place has a row if it was in use before.
create table muster.pool_places (
  pool_id bigint not null check (pool_id > 0),
  slot integer not null check (slot between 0 and 9),
  from_block bigint not null,
  to_block bigint not null,
  contributor bytea check (octet_length(contributor) = 20),
  beneficiary bytea check (octet_length(beneficiary) = 20),
  pending_contributor bytea check (octet_length(pending_contributor) = 20),
  amount numeric(78, 0) not null check (amount >= 0),
  least numeric(78, 0) check (least > 0),
  contributed_at bigint,
  paid numeric(78, 0) not null check (paid >= 0),
  primary key (pool_id, slot, from_block),
  check (from_block < to_block),
  -- Empty, reserved, or taken.
  check ((contributor is null) = (least is null and contributed_at is null)),
  check (least is null or contributed_at is null),
  check ((contributed_at is null) = (amount = 0)),
  check ((contributed_at is null) = (beneficiary is null))
);

create unique index pool_places_live on muster.pool_places (pool_id, slot) where to_block = 9223372036854775807;
create unique index pool_places_live_contributor on muster.pool_places (pool_id, contributor)
  where to_block = 9223372036854775807;
create index pool_places_from_block on muster.pool_places (from_block);
create index pool_places_to_block on muster.pool_places (to_block);
create index pool_places_contributor on muster.pool_places (contributor, pool_id);
create index pool_places_beneficiary on muster.pool_places (beneficiary, pool_id);

-- Credits of beneficiaries that the contribution pools owe. 0 once paid.
create table muster.pool_credits (
  beneficiary bytea not null check (octet_length(beneficiary) = 20),
  from_block bigint not null,
  to_block bigint not null,
  credit numeric(78, 0) not null check (credit >= 0),
  primary key (beneficiary, from_block),
  check (from_block < to_block)
);

create unique index pool_credits_live on muster.pool_credits (beneficiary) where to_block = 9223372036854775807;
create index pool_credits_from_block on muster.pool_credits (from_block);
create index pool_credits_to_block on muster.pool_credits (to_block);

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

-- Sums that a worker made of the rows at each boundary, from which the metrics follow by division.
create table muster.epoch_metrics (
  epoch bigint primary key check (epoch > 0),
  -- The last block of ours before the boundary.
  state_block bigint not null,
  service_node_count integer not null check (service_node_count >= 0),
  -- Least number of operators who see both ends of a path with that probability. Null: no number does.
  collusion_tenth_percent integer,
  collusion_one_percent integer,
  collusion_five_percent integer,
  collusion_ten_percent integer,
  -- Swarms, of 4,096, in which the largest operators hold more than half. Null: not counted for this epoch.
  captured_top1 integer,
  captured_top3 integer,
  captured_top10 integer
);

create index epoch_metrics_state_block on muster.epoch_metrics (state_block);

create table muster.epoch_sums (
  epoch bigint not null references muster.epoch_metrics (epoch) on delete cascade,
  dimension text not null check (dimension in ('OPERATOR', 'CONTRIBUTOR', 'SUBNET', 'SUBNET_WIDE', 'AS', 'COUNTRY')),
  weight text not null check (weight in ('COUNT', 'STAKE')),
  -- LOW and HIGH where some nodes are unknown, else EXACT.
  reading text not null check (reading in ('EXACT', 'LOW', 'HIGH')),
  -- Keccak-256 of the canonical histogram.
  input_hash bytea not null check (octet_length(input_hash) = 32),
  entities integer not null check (entities > 0),
  total numeric not null check (total > 0),
  squares numeric not null,
  differences numeric not null,
  largest1 numeric not null,
  largest3 numeric not null,
  largest10 numeric not null,
  nakamoto_over_third integer not null,
  nakamoto_at_least_third integer not null,
  nakamoto_over_half integer not null,
  nakamoto_at_least_half integer not null,
  nakamoto_over_two_thirds integer not null,
  nakamoto_at_least_two_thirds integer not null,
  primary key (epoch, dimension, weight, reading)
);

create index epochs_child_number on muster.epochs (child_number);
create index epochs_unpublished on muster.epochs (child_number) where published_at is null;
