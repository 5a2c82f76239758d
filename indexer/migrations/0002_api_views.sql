-- The seam to the API: it connects with `role=muster_reader` and sees these views, nothing else, and writes nothing.

-- Roles belong to the whole cluster: another database's migration may be creating this one right now.
do $$
begin
  create role muster_reader nologin;
exception
  when duplicate_object or unique_violation then null;
end
$$;

-- So that the owner of the tables can also take the reader's role (a superuser always can).
do $$
begin
  if not pg_has_role(current_user, 'muster_reader', 'member') then
    execute format('grant muster_reader to %I', current_user);
  end if;
exception
  when insufficient_privilege or unique_violation or internal_error then null;
end
$$;

create schema muster_api;

create view muster_api.chain as
select
  chain_id, registry, deploy_block, epoch_seconds, head_number, head_hash, head_parent_hash, head_timestamp,
  finalized_number, list_root, list_version, leaf_count, depth, state, state_reason
from muster.chain;

create view muster_api.contracts as
select name, address, deploy_block
from muster.contracts;

create view muster_api.service_nodes as
select
  node_id, status, operator, pending_operator, owner, pending_owner, principal, fee_bps, ed25519_key, bls_key,
  bls_key_hash, extension_hash, identity_proof_valid, ip, rpc_port, quic_port, registered_at, activatable_at,
  first_activated_at, activated_at, seed, exit_due_at, exit_tip, leaf_index, from_block, to_block
from muster.service_nodes;

create view muster_api.registry_settings as
select
  staking_requirement, activation_delay, exit_delay, removal_reward, removal_lock, penalty_bps, min_quorum,
  parameters_changed_at, source, randomness, paused_until, pausable_from, authority, from_block, to_block
from muster.registry_settings;

create view muster_api.roles as
select role_id, label, admin, guardian, grant_delay, grant_delay_since, from_block, to_block
from muster.roles;

create view muster_api.role_members as
select role_id, account, is_member, member_since, delay, delay_since, from_block, to_block
from muster.role_members;

create view muster_api.targets as
select target, is_closed, admin_delay, admin_delay_since, from_block, to_block
from muster.targets;

create view muster_api.target_functions as
select target, selector, role_id, from_block, to_block
from muster.target_functions;

create view muster_api.operations as
select operation_id, nonce, state, announced_at, ready_at, caller, target, data, from_block, to_block
from muster.operations;
create view muster_api.pools as
select
  pool_id, state, opener, fee_bps, deadline, requirement, total, slot_count, reserved_count, terms_hash,
  registration_hash, operator, ed25519_key, bls_key_hash, ip, rpc_port, quic_port, registration_deadline, opened_at,
  node_id, registered_at, closed_at, from_block, to_block
from muster.pools;

create view muster_api.pool_places as
select
  pool_id, slot, contributor, beneficiary, pending_contributor, amount, least, contributed_at, paid, from_block,
  to_block
from muster.pool_places;

create view muster_api.pool_credits as
select beneficiary, credit, from_block, to_block
from muster.pool_credits;
create view muster_api.rewards_pool as
select balance_x32, reward_per_node_x32, owed_x32, accrued_at, active_nodes, from_block, to_block
from muster.rewards_pool;

create view muster_api.node_rewards as
select node_id, mark_x32, paid, active, from_block, to_block
from muster.node_rewards;

create view muster_api.list_roots as
select version, root, leaf_count, depth, block_number, block_hash, block_timestamp
from muster.list_roots;

create view muster_api.blocks as
select number, hash, parent_hash, timestamp
from muster.blocks
where canonical;

create view muster_api.epochs as
select
  epoch,
  status,
  case when proof is null then null else anchor_number end as anchor_number,
  case when proof is null then null else anchor_hash end as anchor_hash,
  case when proof is null then null else anchor_timestamp end as anchor_timestamp,
  case when proof is null then null else child_number end as child_number,
  case when proof is null then null else child_hash end as child_hash,
  list_root,
  service_node_count,
  proof,
  reason,
  published_at
from muster.epochs
where published_at is not null;

create view muster_api.epoch_metrics as
select
  epoch, state_block, service_node_count, collusion_tenth_percent, collusion_one_percent, collusion_five_percent,
  collusion_ten_percent, captured_top1, captured_top3, captured_top10
from muster.epoch_metrics;

create view muster_api.epoch_sums as
select
  epoch, dimension, weight, reading, input_hash, entities, total, squares, differences, largest1, largest3, largest10,
  nakamoto_over_third, nakamoto_at_least_third, nakamoto_over_half, nakamoto_at_least_half, nakamoto_over_two_thirds,
  nakamoto_at_least_two_thirds
from muster.epoch_sums;

create view muster_api.lists as
select root, depth, count, bytes, brotli, gzip
from muster.lists;

create view muster_api.events as
select block_number, block_hash, log_index, transaction_hash, contract, name, node_id, args
from muster.logs
where canonical and name is not null;

create view muster_api.replaced_keys as
select kind, key, node_id, compromised, block_number
from muster.replaced_keys;

-- The extension documents that nodes ever set, each under its Keccak-256. An empty document is none.
create view muster_api.extensions as
select distinct on (decode(substr(args ->> 'extensionHash', 3), 'hex'))
  decode(substr(args ->> 'extensionHash', 3), 'hex') as hash,
  decode(substr(args ->> 'document', 3), 'hex') as document
from muster.logs
where canonical and name = 'ExtensionSet' and args ->> 'document' <> '0x'
order by decode(substr(args ->> 'extensionHash', 3), 'hex');

revoke all on schema muster from public;
revoke all on schema muster_api from public;
grant usage on schema muster_api to muster_reader;
grant select on all tables in schema muster_api to muster_reader;

-- A reader has no use for temporary tables either.
do $$
begin
  execute format('revoke temporary on database %I from public', current_database());
end
$$;
