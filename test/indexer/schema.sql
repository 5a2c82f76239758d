-- columns
muster.blocks.hash bytea not null
muster.blocks.number bigint not null
muster.blocks.parent_hash bytea not null
muster.blocks.timestamp bigint not null
muster.blocks.canonical boolean not null
muster.blocks.logs_proven boolean not null
muster.chain.singleton boolean not null default true
muster.chain.chain_id bigint not null
muster.chain.registry bytea not null
muster.chain.deploy_block bigint not null
muster.chain.epoch_seconds integer not null
muster.chain.head_number bigint not null
muster.chain.head_hash bytea not null
muster.chain.head_parent_hash bytea not null
muster.chain.head_timestamp bigint not null
muster.chain.finalized_number bigint not null
muster.chain.list_root bytea not null
muster.chain.list_version bigint not null
muster.chain.leaf_count bigint not null
muster.chain.depth integer not null
muster.chain.state text not null
muster.chain.state_reason text
muster.contracts.name text not null
muster.contracts.address bytea not null
muster.contracts.deploy_block bigint not null
muster.epoch_metrics.epoch bigint not null
muster.epoch_metrics.state_block bigint not null
muster.epoch_metrics.service_node_count integer not null
muster.epoch_metrics.collusion_tenth_percent integer
muster.epoch_metrics.collusion_one_percent integer
muster.epoch_metrics.collusion_five_percent integer
muster.epoch_metrics.collusion_ten_percent integer
muster.epoch_metrics.captured_top1 integer
muster.epoch_metrics.captured_top3 integer
muster.epoch_metrics.captured_top10 integer
muster.epoch_sums.epoch bigint not null
muster.epoch_sums.dimension text not null
muster.epoch_sums.weight text not null
muster.epoch_sums.reading text not null
muster.epoch_sums.input_hash bytea not null
muster.epoch_sums.entities integer not null
muster.epoch_sums.total numeric not null
muster.epoch_sums.squares numeric not null
muster.epoch_sums.differences numeric not null
muster.epoch_sums.largest1 numeric not null
muster.epoch_sums.largest3 numeric not null
muster.epoch_sums.largest10 numeric not null
muster.epoch_sums.nakamoto_over_third integer not null
muster.epoch_sums.nakamoto_at_least_third integer not null
muster.epoch_sums.nakamoto_over_half integer not null
muster.epoch_sums.nakamoto_at_least_half integer not null
muster.epoch_sums.nakamoto_over_two_thirds integer not null
muster.epoch_sums.nakamoto_at_least_two_thirds integer not null
muster.epochs.epoch bigint not null
muster.epochs.status text not null
muster.epochs.anchor_number bigint not null
muster.epochs.anchor_hash bytea not null
muster.epochs.anchor_timestamp bigint not null
muster.epochs.child_number bigint not null
muster.epochs.child_hash bytea not null
muster.epochs.list_root bytea
muster.epochs.service_node_count integer
muster.epochs.proof text
muster.epochs.reason text
muster.epochs.published_at timestamp with time zone
muster.list_roots.version bigint not null
muster.list_roots.root bytea not null
muster.list_roots.leaf_count bigint not null
muster.list_roots.depth integer not null
muster.list_roots.block_number bigint not null
muster.list_roots.block_hash bytea not null
muster.list_roots.block_timestamp bigint not null
muster.lists.root bytea not null
muster.lists.depth integer not null
muster.lists.count integer not null
muster.lists.bytes bytea not null
muster.lists.brotli bytea not null
muster.lists.gzip bytea not null
muster.logs.block_hash bytea not null
muster.logs.log_index integer not null
muster.logs.block_number bigint not null
muster.logs.transaction_hash bytea not null
muster.logs.transaction_index integer not null
muster.logs.contract text not null
muster.logs.address bytea not null
muster.logs.topics bytea not null
muster.logs.data bytea not null
muster.logs.canonical boolean not null
muster.logs.name text
muster.logs.node_id bigint
muster.logs.args jsonb
muster.migrations.name text not null
muster.migrations.sha256 bytea not null
muster.migrations.applied_at timestamp with time zone not null default now()
muster.node_rewards.node_id bigint not null
muster.node_rewards.from_block bigint not null
muster.node_rewards.to_block bigint not null
muster.node_rewards.mark_x32 numeric(78,0) not null
muster.node_rewards.paid numeric(78,0) not null
muster.node_rewards.active boolean not null
muster.operations.operation_id bytea not null
muster.operations.nonce bigint not null
muster.operations.from_block bigint not null
muster.operations.to_block bigint not null
muster.operations.state text not null
muster.operations.announced_at bigint not null
muster.operations.ready_at bigint not null
muster.operations.caller bytea not null
muster.operations.target bytea not null
muster.operations.data bytea not null
muster.pool_credits.beneficiary bytea not null
muster.pool_credits.from_block bigint not null
muster.pool_credits.to_block bigint not null
muster.pool_credits.credit numeric(78,0) not null
muster.pool_places.pool_id bigint not null
muster.pool_places.slot integer not null
muster.pool_places.from_block bigint not null
muster.pool_places.to_block bigint not null
muster.pool_places.contributor bytea
muster.pool_places.beneficiary bytea
muster.pool_places.pending_contributor bytea
muster.pool_places.amount numeric(78,0) not null
muster.pool_places.least numeric(78,0)
muster.pool_places.contributed_at bigint
muster.pool_places.paid numeric(78,0) not null
muster.pools.pool_id bigint not null
muster.pools.from_block bigint not null
muster.pools.to_block bigint not null
muster.pools.state text not null
muster.pools.opener bytea not null
muster.pools.fee_bps integer not null
muster.pools.deadline bigint not null
muster.pools.requirement numeric(78,0) not null
muster.pools.total numeric(78,0) not null
muster.pools.slot_count integer not null
muster.pools.reserved_count integer not null
muster.pools.terms_hash bytea not null
muster.pools.registration_hash bytea not null
muster.pools.operator bytea not null
muster.pools.ed25519_key bytea not null
muster.pools.bls_key_hash bytea not null
muster.pools.ip bytea not null
muster.pools.rpc_port integer not null
muster.pools.quic_port integer not null
muster.pools.registration_deadline numeric(20,0) not null
muster.pools.opened_at bigint not null
muster.pools.node_id bigint
muster.pools.registered_at bigint
muster.pools.closed_at bigint
muster.proofs.block_number bigint not null
muster.proofs.contract text not null
muster.proofs.block_hash bytea not null
muster.proofs.events bigint
muster.proofs.storage_hash bytea not null
muster.registry_settings.from_block bigint not null
muster.registry_settings.to_block bigint not null
muster.registry_settings.staking_requirement numeric(78,0) not null
muster.registry_settings.activation_delay bigint not null
muster.registry_settings.exit_delay bigint not null
muster.registry_settings.removal_reward numeric(78,0) not null
muster.registry_settings.removal_lock bigint not null
muster.registry_settings.penalty_bps integer not null
muster.registry_settings.min_quorum integer not null
muster.registry_settings.parameters_changed_at bigint not null
muster.registry_settings.source integer not null
muster.registry_settings.randomness bytea not null
muster.registry_settings.paused_until bigint not null
muster.registry_settings.pausable_from bigint not null
muster.registry_settings.authority bytea not null
muster.replaced_keys.kind text not null
muster.replaced_keys.key bytea not null
muster.replaced_keys.node_id bigint not null
muster.replaced_keys.compromised boolean not null
muster.replaced_keys.block_number bigint not null
muster.rewards_pool.from_block bigint not null
muster.rewards_pool.to_block bigint not null
muster.rewards_pool.balance_x32 numeric(78,0) not null
muster.rewards_pool.reward_per_node_x32 numeric(78,0) not null
muster.rewards_pool.owed_x32 numeric(78,0) not null
muster.rewards_pool.accrued_at bigint not null
muster.rewards_pool.active_nodes bigint not null
muster.role_members.role_id numeric(20,0) not null
muster.role_members.account bytea not null
muster.role_members.from_block bigint not null
muster.role_members.to_block bigint not null
muster.role_members.is_member boolean not null
muster.role_members.member_since bigint
muster.role_members.delay bigint not null
muster.role_members.delay_since bigint not null
muster.roles.role_id numeric(20,0) not null
muster.roles.from_block bigint not null
muster.roles.to_block bigint not null
muster.roles.label text not null
muster.roles.admin numeric(20,0) not null
muster.roles.guardian numeric(20,0) not null
muster.roles.grant_delay bigint not null
muster.roles.grant_delay_since bigint not null
muster.service_nodes.node_id bigint not null
muster.service_nodes.from_block bigint not null
muster.service_nodes.to_block bigint not null
muster.service_nodes.status text not null
muster.service_nodes.operator bytea not null
muster.service_nodes.pending_operator bytea
muster.service_nodes.owner bytea not null
muster.service_nodes.pending_owner bytea
muster.service_nodes.principal numeric(78,0) not null
muster.service_nodes.fee_bps integer not null
muster.service_nodes.ed25519_key bytea not null
muster.service_nodes.bls_key bytea not null
muster.service_nodes.bls_key_hash bytea not null
muster.service_nodes.extension_hash bytea not null
muster.service_nodes.identity_proof_valid boolean not null
muster.service_nodes.ip bytea not null
muster.service_nodes.rpc_port integer not null
muster.service_nodes.quic_port integer not null
muster.service_nodes.registered_at bigint not null
muster.service_nodes.activatable_at bigint not null
muster.service_nodes.first_activated_at bigint
muster.service_nodes.activated_at bigint
muster.service_nodes.seed numeric(20,0)
muster.service_nodes.exit_due_at bigint
muster.service_nodes.exit_tip numeric(78,0)
muster.service_nodes.leaf_index bigint
muster.target_functions.target bytea not null
muster.target_functions.selector bytea not null
muster.target_functions.from_block bigint not null
muster.target_functions.to_block bigint not null
muster.target_functions.role_id numeric(20,0) not null
muster.targets.target bytea not null
muster.targets.from_block bigint not null
muster.targets.to_block bigint not null
muster.targets.is_closed boolean not null
muster.targets.admin_delay bigint not null
muster.targets.admin_delay_since bigint not null
muster_api.blocks.number bigint
muster_api.blocks.hash bytea
muster_api.blocks.parent_hash bytea
muster_api.blocks.timestamp bigint
muster_api.chain.chain_id bigint
muster_api.chain.registry bytea
muster_api.chain.deploy_block bigint
muster_api.chain.epoch_seconds integer
muster_api.chain.head_number bigint
muster_api.chain.head_hash bytea
muster_api.chain.head_parent_hash bytea
muster_api.chain.head_timestamp bigint
muster_api.chain.finalized_number bigint
muster_api.chain.list_root bytea
muster_api.chain.list_version bigint
muster_api.chain.leaf_count bigint
muster_api.chain.depth integer
muster_api.chain.state text
muster_api.chain.state_reason text
muster_api.contracts.name text
muster_api.contracts.address bytea
muster_api.contracts.deploy_block bigint
muster_api.epoch_metrics.epoch bigint
muster_api.epoch_metrics.state_block bigint
muster_api.epoch_metrics.service_node_count integer
muster_api.epoch_metrics.collusion_tenth_percent integer
muster_api.epoch_metrics.collusion_one_percent integer
muster_api.epoch_metrics.collusion_five_percent integer
muster_api.epoch_metrics.collusion_ten_percent integer
muster_api.epoch_metrics.captured_top1 integer
muster_api.epoch_metrics.captured_top3 integer
muster_api.epoch_metrics.captured_top10 integer
muster_api.epoch_sums.epoch bigint
muster_api.epoch_sums.dimension text
muster_api.epoch_sums.weight text
muster_api.epoch_sums.reading text
muster_api.epoch_sums.input_hash bytea
muster_api.epoch_sums.entities integer
muster_api.epoch_sums.total numeric
muster_api.epoch_sums.squares numeric
muster_api.epoch_sums.differences numeric
muster_api.epoch_sums.largest1 numeric
muster_api.epoch_sums.largest3 numeric
muster_api.epoch_sums.largest10 numeric
muster_api.epoch_sums.nakamoto_over_third integer
muster_api.epoch_sums.nakamoto_at_least_third integer
muster_api.epoch_sums.nakamoto_over_half integer
muster_api.epoch_sums.nakamoto_at_least_half integer
muster_api.epoch_sums.nakamoto_over_two_thirds integer
muster_api.epoch_sums.nakamoto_at_least_two_thirds integer
muster_api.epochs.epoch bigint
muster_api.epochs.status text
muster_api.epochs.anchor_number bigint
muster_api.epochs.anchor_hash bytea
muster_api.epochs.anchor_timestamp bigint
muster_api.epochs.child_number bigint
muster_api.epochs.child_hash bytea
muster_api.epochs.list_root bytea
muster_api.epochs.service_node_count integer
muster_api.epochs.proof text
muster_api.epochs.reason text
muster_api.epochs.published_at timestamp with time zone
muster_api.events.block_number bigint
muster_api.events.block_hash bytea
muster_api.events.log_index integer
muster_api.events.transaction_hash bytea
muster_api.events.contract text
muster_api.events.name text
muster_api.events.node_id bigint
muster_api.events.args jsonb
muster_api.extensions.hash bytea
muster_api.extensions.document bytea
muster_api.list_roots.version bigint
muster_api.list_roots.root bytea
muster_api.list_roots.leaf_count bigint
muster_api.list_roots.depth integer
muster_api.list_roots.block_number bigint
muster_api.list_roots.block_hash bytea
muster_api.list_roots.block_timestamp bigint
muster_api.lists.root bytea
muster_api.lists.depth integer
muster_api.lists.count integer
muster_api.lists.bytes bytea
muster_api.lists.brotli bytea
muster_api.lists.gzip bytea
muster_api.node_rewards.node_id bigint
muster_api.node_rewards.mark_x32 numeric(78,0)
muster_api.node_rewards.paid numeric(78,0)
muster_api.node_rewards.active boolean
muster_api.node_rewards.from_block bigint
muster_api.node_rewards.to_block bigint
muster_api.operations.operation_id bytea
muster_api.operations.nonce bigint
muster_api.operations.state text
muster_api.operations.announced_at bigint
muster_api.operations.ready_at bigint
muster_api.operations.caller bytea
muster_api.operations.target bytea
muster_api.operations.data bytea
muster_api.operations.from_block bigint
muster_api.operations.to_block bigint
muster_api.pool_credits.beneficiary bytea
muster_api.pool_credits.credit numeric(78,0)
muster_api.pool_credits.from_block bigint
muster_api.pool_credits.to_block bigint
muster_api.pool_places.pool_id bigint
muster_api.pool_places.slot integer
muster_api.pool_places.contributor bytea
muster_api.pool_places.beneficiary bytea
muster_api.pool_places.pending_contributor bytea
muster_api.pool_places.amount numeric(78,0)
muster_api.pool_places.least numeric(78,0)
muster_api.pool_places.contributed_at bigint
muster_api.pool_places.paid numeric(78,0)
muster_api.pool_places.from_block bigint
muster_api.pool_places.to_block bigint
muster_api.pools.pool_id bigint
muster_api.pools.state text
muster_api.pools.opener bytea
muster_api.pools.fee_bps integer
muster_api.pools.deadline bigint
muster_api.pools.requirement numeric(78,0)
muster_api.pools.total numeric(78,0)
muster_api.pools.slot_count integer
muster_api.pools.reserved_count integer
muster_api.pools.terms_hash bytea
muster_api.pools.registration_hash bytea
muster_api.pools.operator bytea
muster_api.pools.ed25519_key bytea
muster_api.pools.bls_key_hash bytea
muster_api.pools.ip bytea
muster_api.pools.rpc_port integer
muster_api.pools.quic_port integer
muster_api.pools.registration_deadline numeric(20,0)
muster_api.pools.opened_at bigint
muster_api.pools.node_id bigint
muster_api.pools.registered_at bigint
muster_api.pools.closed_at bigint
muster_api.pools.from_block bigint
muster_api.pools.to_block bigint
muster_api.registry_settings.staking_requirement numeric(78,0)
muster_api.registry_settings.activation_delay bigint
muster_api.registry_settings.exit_delay bigint
muster_api.registry_settings.removal_reward numeric(78,0)
muster_api.registry_settings.removal_lock bigint
muster_api.registry_settings.penalty_bps integer
muster_api.registry_settings.min_quorum integer
muster_api.registry_settings.parameters_changed_at bigint
muster_api.registry_settings.source integer
muster_api.registry_settings.randomness bytea
muster_api.registry_settings.paused_until bigint
muster_api.registry_settings.pausable_from bigint
muster_api.registry_settings.authority bytea
muster_api.registry_settings.from_block bigint
muster_api.registry_settings.to_block bigint
muster_api.replaced_keys.kind text
muster_api.replaced_keys.key bytea
muster_api.replaced_keys.node_id bigint
muster_api.replaced_keys.compromised boolean
muster_api.replaced_keys.block_number bigint
muster_api.rewards_pool.balance_x32 numeric(78,0)
muster_api.rewards_pool.reward_per_node_x32 numeric(78,0)
muster_api.rewards_pool.owed_x32 numeric(78,0)
muster_api.rewards_pool.accrued_at bigint
muster_api.rewards_pool.active_nodes bigint
muster_api.rewards_pool.from_block bigint
muster_api.rewards_pool.to_block bigint
muster_api.role_members.role_id numeric(20,0)
muster_api.role_members.account bytea
muster_api.role_members.is_member boolean
muster_api.role_members.member_since bigint
muster_api.role_members.delay bigint
muster_api.role_members.delay_since bigint
muster_api.role_members.from_block bigint
muster_api.role_members.to_block bigint
muster_api.roles.role_id numeric(20,0)
muster_api.roles.label text
muster_api.roles.admin numeric(20,0)
muster_api.roles.guardian numeric(20,0)
muster_api.roles.grant_delay bigint
muster_api.roles.grant_delay_since bigint
muster_api.roles.from_block bigint
muster_api.roles.to_block bigint
muster_api.service_nodes.node_id bigint
muster_api.service_nodes.status text
muster_api.service_nodes.operator bytea
muster_api.service_nodes.pending_operator bytea
muster_api.service_nodes.owner bytea
muster_api.service_nodes.pending_owner bytea
muster_api.service_nodes.principal numeric(78,0)
muster_api.service_nodes.fee_bps integer
muster_api.service_nodes.ed25519_key bytea
muster_api.service_nodes.bls_key bytea
muster_api.service_nodes.bls_key_hash bytea
muster_api.service_nodes.extension_hash bytea
muster_api.service_nodes.identity_proof_valid boolean
muster_api.service_nodes.ip bytea
muster_api.service_nodes.rpc_port integer
muster_api.service_nodes.quic_port integer
muster_api.service_nodes.registered_at bigint
muster_api.service_nodes.activatable_at bigint
muster_api.service_nodes.first_activated_at bigint
muster_api.service_nodes.activated_at bigint
muster_api.service_nodes.seed numeric(20,0)
muster_api.service_nodes.exit_due_at bigint
muster_api.service_nodes.exit_tip numeric(78,0)
muster_api.service_nodes.leaf_index bigint
muster_api.service_nodes.from_block bigint
muster_api.service_nodes.to_block bigint
muster_api.target_functions.target bytea
muster_api.target_functions.selector bytea
muster_api.target_functions.role_id numeric(20,0)
muster_api.target_functions.from_block bigint
muster_api.target_functions.to_block bigint
muster_api.targets.target bytea
muster_api.targets.is_closed boolean
muster_api.targets.admin_delay bigint
muster_api.targets.admin_delay_since bigint
muster_api.targets.from_block bigint
muster_api.targets.to_block bigint

-- constraints
muster.blocks blocks_hash_check: CHECK ((octet_length(hash) = 32))
muster.blocks blocks_number_check: CHECK ((number >= 0))
muster.blocks blocks_parent_hash_check: CHECK ((octet_length(parent_hash) = 32))
muster.blocks blocks_pkey: PRIMARY KEY (hash)
muster.chain chain_chain_id_check: CHECK ((chain_id > 0))
muster.chain chain_check: CHECK (((state = 'stale'::text) = (state_reason IS NOT NULL)))
muster.chain chain_deploy_block_check: CHECK ((deploy_block >= 0))
muster.chain chain_depth_check: CHECK (((depth >= 1) AND (depth <= 16)))
muster.chain chain_epoch_seconds_check: CHECK ((epoch_seconds > 0))
muster.chain chain_head_hash_check: CHECK ((octet_length(head_hash) = 32))
muster.chain chain_head_number_check: CHECK ((head_number >= 0))
muster.chain chain_head_parent_hash_check: CHECK ((octet_length(head_parent_hash) = 32))
muster.chain chain_leaf_count_check: CHECK ((leaf_count >= 0))
muster.chain chain_list_root_check: CHECK ((octet_length(list_root) = 32))
muster.chain chain_list_version_check: CHECK ((list_version >= 0))
muster.chain chain_pkey: PRIMARY KEY (singleton)
muster.chain chain_registry_check: CHECK ((octet_length(registry) = 20))
muster.chain chain_singleton_check: CHECK (singleton)
muster.chain chain_state_check: CHECK ((state = ANY (ARRAY['backfilling'::text, 'live'::text, 'stale'::text])))
muster.contracts contracts_address_check: CHECK ((octet_length(address) = 20))
muster.contracts contracts_address_key: UNIQUE (address)
muster.contracts contracts_deploy_block_check: CHECK ((deploy_block >= 0))
muster.contracts contracts_name_check: CHECK ((name = ANY (ARRAY['REGISTRY'::text, 'REWARDS_POOL'::text, 'CONTRIBUTION_POOLS'::text, 'ACCESS_MANAGER'::text])))
muster.contracts contracts_pkey: PRIMARY KEY (name)
muster.epoch_metrics epoch_metrics_epoch_check: CHECK ((epoch > 0))
muster.epoch_metrics epoch_metrics_pkey: PRIMARY KEY (epoch)
muster.epoch_metrics epoch_metrics_service_node_count_check: CHECK ((service_node_count >= 0))
muster.epoch_sums epoch_sums_dimension_check: CHECK ((dimension = ANY (ARRAY['OPERATOR'::text, 'CONTRIBUTOR'::text, 'SUBNET'::text, 'SUBNET_WIDE'::text, 'AS'::text, 'COUNTRY'::text])))
muster.epoch_sums epoch_sums_entities_check: CHECK ((entities > 0))
muster.epoch_sums epoch_sums_epoch_fkey: FOREIGN KEY (epoch) REFERENCES muster.epoch_metrics(epoch) ON DELETE CASCADE
muster.epoch_sums epoch_sums_input_hash_check: CHECK ((octet_length(input_hash) = 32))
muster.epoch_sums epoch_sums_pkey: PRIMARY KEY (epoch, dimension, weight, reading)
muster.epoch_sums epoch_sums_reading_check: CHECK ((reading = ANY (ARRAY['EXACT'::text, 'LOW'::text, 'HIGH'::text])))
muster.epoch_sums epoch_sums_total_check: CHECK ((total > (0)::numeric))
muster.epoch_sums epoch_sums_weight_check: CHECK ((weight = ANY (ARRAY['COUNT'::text, 'STAKE'::text])))
muster.epochs epochs_anchor_hash_fkey: FOREIGN KEY (anchor_hash) REFERENCES muster.blocks(hash)
muster.epochs epochs_check1: CHECK (((status = 'missed'::text) = (reason IS NOT NULL)))
muster.epochs epochs_check2: CHECK (((status = 'missed'::text) = (proof IS NULL)))
muster.epochs epochs_check3: CHECK (((proof IS NULL) = (list_root IS NULL)))
muster.epochs epochs_check4: CHECK (((proof IS NULL) = (service_node_count IS NULL)))
muster.epochs epochs_check5: CHECK (((status <> 'published'::text) OR (published_at IS NOT NULL)))
muster.epochs epochs_check: CHECK ((child_number = (anchor_number + 1)))
muster.epochs epochs_child_hash_fkey: FOREIGN KEY (child_hash) REFERENCES muster.blocks(hash)
muster.epochs epochs_epoch_check: CHECK ((epoch > 0))
muster.epochs epochs_list_root_fkey: FOREIGN KEY (list_root) REFERENCES muster.lists(root)
muster.epochs epochs_pkey: PRIMARY KEY (epoch)
muster.epochs epochs_status_check: CHECK ((status = ANY (ARRAY['captured'::text, 'published'::text, 'missed'::text])))
muster.list_roots list_roots_block_hash_fkey: FOREIGN KEY (block_hash) REFERENCES muster.blocks(hash)
muster.list_roots list_roots_depth_check: CHECK (((depth >= 1) AND (depth <= 16)))
muster.list_roots list_roots_leaf_count_check: CHECK ((leaf_count > 0))
muster.list_roots list_roots_pkey: PRIMARY KEY (version)
muster.list_roots list_roots_root_check: CHECK ((octet_length(root) = 32))
muster.list_roots list_roots_version_check: CHECK ((version > 0))
muster.lists lists_count_check: CHECK ((count > 0))
muster.lists lists_depth_check: CHECK (((depth >= 1) AND (depth <= 16)))
muster.lists lists_pkey: PRIMARY KEY (root)
muster.lists lists_root_check: CHECK ((octet_length(root) = 32))
muster.logs logs_address_check: CHECK ((octet_length(address) = 20))
muster.logs logs_block_hash_fkey: FOREIGN KEY (block_hash) REFERENCES muster.blocks(hash)
muster.logs logs_contract_check: CHECK ((contract = ANY (ARRAY['REGISTRY'::text, 'REWARDS_POOL'::text, 'CONTRIBUTION_POOLS'::text, 'ACCESS_MANAGER'::text])))
muster.logs logs_log_index_check: CHECK ((log_index >= 0))
muster.logs logs_pkey: PRIMARY KEY (block_hash, log_index)
muster.logs logs_topics_check: CHECK ((octet_length(topics) = ANY (ARRAY[0, 32, 64, 96, 128])))
muster.logs logs_transaction_hash_check: CHECK ((octet_length(transaction_hash) = 32))
muster.logs logs_transaction_index_check: CHECK ((transaction_index >= 0))
muster.migrations migrations_pkey: PRIMARY KEY (name)
muster.migrations migrations_sha256_check: CHECK ((octet_length(sha256) = 32))
muster.node_rewards node_rewards_check: CHECK ((from_block < to_block))
muster.node_rewards node_rewards_mark_x32_check: CHECK ((mark_x32 >= (0)::numeric))
muster.node_rewards node_rewards_node_id_check: CHECK ((node_id > 0))
muster.node_rewards node_rewards_paid_check: CHECK ((paid >= (0)::numeric))
muster.node_rewards node_rewards_pkey: PRIMARY KEY (node_id, from_block)
muster.operations operations_caller_check: CHECK ((octet_length(caller) = 20))
muster.operations operations_check: CHECK ((from_block < to_block))
muster.operations operations_operation_id_check: CHECK ((octet_length(operation_id) = 32))
muster.operations operations_pkey: PRIMARY KEY (operation_id, nonce, from_block)
muster.operations operations_state_check: CHECK ((state = ANY (ARRAY['SCHEDULED'::text, 'EXECUTED'::text, 'CANCELED'::text])))
muster.operations operations_target_check: CHECK ((octet_length(target) = 20))
muster.pool_credits pool_credits_beneficiary_check: CHECK ((octet_length(beneficiary) = 20))
muster.pool_credits pool_credits_check: CHECK ((from_block < to_block))
muster.pool_credits pool_credits_credit_check: CHECK ((credit >= (0)::numeric))
muster.pool_credits pool_credits_pkey: PRIMARY KEY (beneficiary, from_block)
muster.pool_places pool_places_amount_check: CHECK ((amount >= (0)::numeric))
muster.pool_places pool_places_beneficiary_check: CHECK ((octet_length(beneficiary) = 20))
muster.pool_places pool_places_check1: CHECK (((contributor IS NULL) = (("least" IS NULL) AND (contributed_at IS NULL))))
muster.pool_places pool_places_check2: CHECK ((("least" IS NULL) OR (contributed_at IS NULL)))
muster.pool_places pool_places_check3: CHECK (((contributed_at IS NULL) = (amount = (0)::numeric)))
muster.pool_places pool_places_check4: CHECK (((contributed_at IS NULL) = (beneficiary IS NULL)))
muster.pool_places pool_places_check: CHECK ((from_block < to_block))
muster.pool_places pool_places_contributor_check: CHECK ((octet_length(contributor) = 20))
muster.pool_places pool_places_least_check: CHECK (("least" > (0)::numeric))
muster.pool_places pool_places_paid_check: CHECK ((paid >= (0)::numeric))
muster.pool_places pool_places_pending_contributor_check: CHECK ((octet_length(pending_contributor) = 20))
muster.pool_places pool_places_pkey: PRIMARY KEY (pool_id, slot, from_block)
muster.pool_places pool_places_pool_id_check: CHECK ((pool_id > 0))
muster.pool_places pool_places_slot_check: CHECK (((slot >= 0) AND (slot <= 9)))
muster.pools pools_bls_key_hash_check: CHECK ((octet_length(bls_key_hash) = 32))
muster.pools pools_check1: CHECK ((registration_deadline >= (deadline)::numeric))
muster.pools pools_check2: CHECK ((from_block < to_block))
muster.pools pools_check3: CHECK (((state = 'REGISTERED'::text) = (node_id IS NOT NULL)))
muster.pools pools_check4: CHECK (((state = 'REGISTERED'::text) = (registered_at IS NOT NULL)))
muster.pools pools_check5: CHECK (((state = 'CLOSED'::text) = (closed_at IS NOT NULL)))
muster.pools pools_check: CHECK (((total >= (0)::numeric) AND (total <= requirement)))
muster.pools pools_ed25519_key_check: CHECK ((octet_length(ed25519_key) = 32))
muster.pools pools_fee_bps_check: CHECK (((fee_bps >= 0) AND (fee_bps <= 10000)))
muster.pools pools_ip_check: CHECK ((octet_length(ip) = 16))
muster.pools pools_node_id_check: CHECK ((node_id > 0))
muster.pools pools_opener_check: CHECK ((octet_length(opener) = 20))
muster.pools pools_operator_check: CHECK ((octet_length(operator) = 20))
muster.pools pools_pkey: PRIMARY KEY (pool_id, from_block)
muster.pools pools_pool_id_check: CHECK ((pool_id > 0))
muster.pools pools_quic_port_check: CHECK (((quic_port >= 0) AND (quic_port <= 65535)))
muster.pools pools_registration_hash_check: CHECK ((octet_length(registration_hash) = 32))
muster.pools pools_requirement_check: CHECK ((requirement >= (0)::numeric))
muster.pools pools_reserved_count_check: CHECK (((reserved_count >= 0) AND (reserved_count <= 9)))
muster.pools pools_rpc_port_check: CHECK (((rpc_port >= 0) AND (rpc_port <= 65535)))
muster.pools pools_slot_count_check: CHECK (((slot_count >= 1) AND (slot_count <= 10)))
muster.pools pools_state_check: CHECK ((state = ANY (ARRAY['OPEN'::text, 'REGISTERED'::text, 'CLOSED'::text])))
muster.pools pools_terms_hash_check: CHECK ((octet_length(terms_hash) = 32))
muster.proofs proofs_block_hash_check: CHECK ((octet_length(block_hash) = 32))
muster.proofs proofs_contract_fkey: FOREIGN KEY (contract) REFERENCES muster.contracts(name)
muster.proofs proofs_events_check: CHECK ((events >= 0))
muster.proofs proofs_pkey: PRIMARY KEY (block_number, contract)
muster.proofs proofs_storage_hash_check: CHECK ((octet_length(storage_hash) = 32))
muster.registry_settings registry_settings_authority_check: CHECK ((octet_length(authority) = 20))
muster.registry_settings registry_settings_check: CHECK ((from_block < to_block))
muster.registry_settings registry_settings_pkey: PRIMARY KEY (from_block)
muster.registry_settings registry_settings_randomness_check: CHECK ((octet_length(randomness) = 20))
muster.replaced_keys replaced_keys_key_check: CHECK ((octet_length(key) = 32))
muster.replaced_keys replaced_keys_kind_check: CHECK ((kind = ANY (ARRAY['BLS'::text, 'ED25519'::text])))
muster.replaced_keys replaced_keys_node_id_check: CHECK ((node_id > 0))
muster.replaced_keys replaced_keys_pkey: PRIMARY KEY (kind, key)
muster.rewards_pool rewards_pool_active_nodes_check: CHECK ((active_nodes >= 0))
muster.rewards_pool rewards_pool_balance_x32_check: CHECK ((balance_x32 >= (0)::numeric))
muster.rewards_pool rewards_pool_check: CHECK ((from_block < to_block))
muster.rewards_pool rewards_pool_owed_x32_check: CHECK ((owed_x32 >= (0)::numeric))
muster.rewards_pool rewards_pool_pkey: PRIMARY KEY (from_block)
muster.rewards_pool rewards_pool_reward_per_node_x32_check: CHECK ((reward_per_node_x32 >= (0)::numeric))
muster.role_members role_members_account_check: CHECK ((octet_length(account) = 20))
muster.role_members role_members_check1: CHECK ((is_member OR (member_since IS NULL)))
muster.role_members role_members_check: CHECK ((from_block < to_block))
muster.role_members role_members_pkey: PRIMARY KEY (role_id, account, from_block)
muster.roles roles_check: CHECK ((from_block < to_block))
muster.roles roles_pkey: PRIMARY KEY (role_id, from_block)
muster.service_nodes service_nodes_bls_key_check: CHECK ((octet_length(bls_key) = 128))
muster.service_nodes service_nodes_bls_key_hash_check: CHECK ((octet_length(bls_key_hash) = 32))
muster.service_nodes service_nodes_check1: CHECK (((status = 'ACTIVE'::text) = (leaf_index IS NOT NULL)))
muster.service_nodes service_nodes_check2: CHECK (((activated_at IS NULL) = (seed IS NULL)))
muster.service_nodes service_nodes_check3: CHECK (((activated_at IS NULL) = (first_activated_at IS NULL)))
muster.service_nodes service_nodes_check: CHECK ((from_block < to_block))
muster.service_nodes service_nodes_ed25519_key_check: CHECK ((octet_length(ed25519_key) = 32))
muster.service_nodes service_nodes_exit_tip_check: CHECK ((exit_tip >= (0)::numeric))
muster.service_nodes service_nodes_extension_hash_check: CHECK ((octet_length(extension_hash) = 32))
muster.service_nodes service_nodes_fee_bps_check: CHECK (((fee_bps >= 0) AND (fee_bps <= 10000)))
muster.service_nodes service_nodes_ip_check: CHECK ((octet_length(ip) = 16))
muster.service_nodes service_nodes_leaf_index_check: CHECK ((leaf_index >= 0))
muster.service_nodes service_nodes_node_id_check: CHECK ((node_id > 0))
muster.service_nodes service_nodes_operator_check: CHECK ((octet_length(operator) = 20))
muster.service_nodes service_nodes_owner_check: CHECK ((octet_length(owner) = 20))
muster.service_nodes service_nodes_pending_operator_check: CHECK ((octet_length(pending_operator) = 20))
muster.service_nodes service_nodes_pending_owner_check: CHECK ((octet_length(pending_owner) = 20))
muster.service_nodes service_nodes_pkey: PRIMARY KEY (node_id, from_block)
muster.service_nodes service_nodes_principal_check: CHECK ((principal >= (0)::numeric))
muster.service_nodes service_nodes_quic_port_check: CHECK (((quic_port >= 0) AND (quic_port <= 65535)))
muster.service_nodes service_nodes_rpc_port_check: CHECK (((rpc_port >= 0) AND (rpc_port <= 65535)))
muster.service_nodes service_nodes_status_check: CHECK ((status = ANY (ARRAY['PENDING'::text, 'ACTIVE'::text, 'SUSPENDED'::text, 'EXITED'::text, 'REMOVED'::text])))
muster.target_functions target_functions_check: CHECK ((from_block < to_block))
muster.target_functions target_functions_pkey: PRIMARY KEY (target, selector, from_block)
muster.target_functions target_functions_selector_check: CHECK ((octet_length(selector) = 4))
muster.target_functions target_functions_target_check: CHECK ((octet_length(target) = 20))
muster.targets targets_check: CHECK ((from_block < to_block))
muster.targets targets_pkey: PRIMARY KEY (target, from_block)
muster.targets targets_target_check: CHECK ((octet_length(target) = 20))

-- indexes
CREATE INDEX blocks_canonical_time ON muster.blocks USING btree ("timestamp", number) WHERE canonical
CREATE INDEX blocks_unproven ON muster.blocks USING btree (number) WHERE (canonical AND (NOT logs_proven))
CREATE INDEX epoch_metrics_state_block ON muster.epoch_metrics USING btree (state_block)
CREATE INDEX epochs_anchor_hash ON muster.epochs USING btree (anchor_hash)
CREATE INDEX epochs_child_hash ON muster.epochs USING btree (child_hash)
CREATE INDEX epochs_child_number ON muster.epochs USING btree (child_number)
CREATE INDEX epochs_unpublished ON muster.epochs USING btree (child_number) WHERE (published_at IS NULL)
CREATE INDEX list_roots_block_hash ON muster.list_roots USING btree (block_hash)
CREATE INDEX list_roots_block_number ON muster.list_roots USING btree (block_number, version)
CREATE INDEX logs_canonical_node ON muster.logs USING btree (node_id, block_number, log_index) WHERE canonical
CREATE INDEX logs_canonical_order ON muster.logs USING btree (block_number, log_index) WHERE canonical
CREATE INDEX logs_extension_hash ON muster.logs USING btree (decode(substr((args ->> 'extensionHash'::text), 3), 'hex'::text)) WHERE (canonical AND (name = 'ExtensionSet'::text))
CREATE INDEX node_rewards_from_block ON muster.node_rewards USING btree (from_block)
CREATE INDEX node_rewards_to_block ON muster.node_rewards USING btree (to_block)
CREATE INDEX pool_credits_from_block ON muster.pool_credits USING btree (from_block)
CREATE INDEX pool_credits_to_block ON muster.pool_credits USING btree (to_block)
CREATE INDEX pool_places_beneficiary ON muster.pool_places USING btree (beneficiary, pool_id)
CREATE INDEX pool_places_contributor ON muster.pool_places USING btree (contributor, pool_id)
CREATE INDEX pool_places_from_block ON muster.pool_places USING btree (from_block)
CREATE INDEX pool_places_to_block ON muster.pool_places USING btree (to_block)
CREATE INDEX pools_from_block ON muster.pools USING btree (from_block)
CREATE INDEX pools_opener ON muster.pools USING btree (opener, pool_id)
CREATE INDEX pools_operator ON muster.pools USING btree (operator, pool_id)
CREATE INDEX pools_to_block ON muster.pools USING btree (to_block)
CREATE INDEX replaced_keys_block_number ON muster.replaced_keys USING btree (block_number)
CREATE INDEX replaced_keys_node_id ON muster.replaced_keys USING btree (node_id)
CREATE INDEX role_members_account ON muster.role_members USING btree (account)
CREATE INDEX service_nodes_bls_key_hash ON muster.service_nodes USING btree (bls_key_hash)
CREATE INDEX service_nodes_ed25519_key ON muster.service_nodes USING btree (ed25519_key)
CREATE INDEX service_nodes_from_block ON muster.service_nodes USING btree (from_block)
CREATE INDEX service_nodes_operator ON muster.service_nodes USING btree (operator, node_id)
CREATE INDEX service_nodes_to_block ON muster.service_nodes USING btree (to_block)
CREATE UNIQUE INDEX blocks_canonical_number ON muster.blocks USING btree (number) WHERE canonical
CREATE UNIQUE INDEX blocks_pkey ON muster.blocks USING btree (hash)
CREATE UNIQUE INDEX chain_pkey ON muster.chain USING btree (singleton)
CREATE UNIQUE INDEX contracts_address_key ON muster.contracts USING btree (address)
CREATE UNIQUE INDEX contracts_pkey ON muster.contracts USING btree (name)
CREATE UNIQUE INDEX epoch_metrics_pkey ON muster.epoch_metrics USING btree (epoch)
CREATE UNIQUE INDEX epoch_sums_pkey ON muster.epoch_sums USING btree (epoch, dimension, weight, reading)
CREATE UNIQUE INDEX epochs_pkey ON muster.epochs USING btree (epoch)
CREATE UNIQUE INDEX list_roots_pkey ON muster.list_roots USING btree (version)
CREATE UNIQUE INDEX lists_pkey ON muster.lists USING btree (root)
CREATE UNIQUE INDEX logs_pkey ON muster.logs USING btree (block_hash, log_index)
CREATE UNIQUE INDEX migrations_pkey ON muster.migrations USING btree (name)
CREATE UNIQUE INDEX node_rewards_live ON muster.node_rewards USING btree (node_id) WHERE (to_block = '9223372036854775807'::bigint)
CREATE UNIQUE INDEX node_rewards_pkey ON muster.node_rewards USING btree (node_id, from_block)
CREATE UNIQUE INDEX operations_live ON muster.operations USING btree (operation_id, nonce) WHERE (to_block = '9223372036854775807'::bigint)
CREATE UNIQUE INDEX operations_pkey ON muster.operations USING btree (operation_id, nonce, from_block)
CREATE UNIQUE INDEX pool_credits_live ON muster.pool_credits USING btree (beneficiary) WHERE (to_block = '9223372036854775807'::bigint)
CREATE UNIQUE INDEX pool_credits_pkey ON muster.pool_credits USING btree (beneficiary, from_block)
CREATE UNIQUE INDEX pool_places_live ON muster.pool_places USING btree (pool_id, slot) WHERE (to_block = '9223372036854775807'::bigint)
CREATE UNIQUE INDEX pool_places_live_contributor ON muster.pool_places USING btree (pool_id, contributor) WHERE (to_block = '9223372036854775807'::bigint)
CREATE UNIQUE INDEX pool_places_pkey ON muster.pool_places USING btree (pool_id, slot, from_block)
CREATE UNIQUE INDEX pools_live ON muster.pools USING btree (pool_id) WHERE (to_block = '9223372036854775807'::bigint)
CREATE UNIQUE INDEX pools_live_node ON muster.pools USING btree (node_id) WHERE (to_block = '9223372036854775807'::bigint)
CREATE UNIQUE INDEX pools_pkey ON muster.pools USING btree (pool_id, from_block)
CREATE UNIQUE INDEX proofs_pkey ON muster.proofs USING btree (block_number, contract)
CREATE UNIQUE INDEX registry_settings_live ON muster.registry_settings USING btree ((true)) WHERE (to_block = '9223372036854775807'::bigint)
CREATE UNIQUE INDEX registry_settings_pkey ON muster.registry_settings USING btree (from_block)
CREATE UNIQUE INDEX replaced_keys_pkey ON muster.replaced_keys USING btree (kind, key)
CREATE UNIQUE INDEX rewards_pool_pkey ON muster.rewards_pool USING btree (from_block)
CREATE UNIQUE INDEX rewards_pool_to_block ON muster.rewards_pool USING btree (to_block)
CREATE UNIQUE INDEX role_members_live ON muster.role_members USING btree (role_id, account) WHERE (to_block = '9223372036854775807'::bigint)
CREATE UNIQUE INDEX role_members_pkey ON muster.role_members USING btree (role_id, account, from_block)
CREATE UNIQUE INDEX roles_live ON muster.roles USING btree (role_id) WHERE (to_block = '9223372036854775807'::bigint)
CREATE UNIQUE INDEX roles_pkey ON muster.roles USING btree (role_id, from_block)
CREATE UNIQUE INDEX service_nodes_live ON muster.service_nodes USING btree (node_id) WHERE (to_block = '9223372036854775807'::bigint)
CREATE UNIQUE INDEX service_nodes_live_leaf ON muster.service_nodes USING btree (leaf_index) WHERE (to_block = '9223372036854775807'::bigint)
CREATE UNIQUE INDEX service_nodes_pkey ON muster.service_nodes USING btree (node_id, from_block)
CREATE UNIQUE INDEX target_functions_live ON muster.target_functions USING btree (target, selector) WHERE (to_block = '9223372036854775807'::bigint)
CREATE UNIQUE INDEX target_functions_pkey ON muster.target_functions USING btree (target, selector, from_block)
CREATE UNIQUE INDEX targets_live ON muster.targets USING btree (target) WHERE (to_block = '9223372036854775807'::bigint)
CREATE UNIQUE INDEX targets_pkey ON muster.targets USING btree (target, from_block)

-- views
muster_api.blocks:
 SELECT number,
    hash,
    parent_hash,
    "timestamp"
   FROM muster.blocks
  WHERE canonical;
muster_api.chain:
 SELECT chain_id,
    registry,
    deploy_block,
    epoch_seconds,
    head_number,
    head_hash,
    head_parent_hash,
    head_timestamp,
    finalized_number,
    list_root,
    list_version,
    leaf_count,
    depth,
    state,
    state_reason
   FROM muster.chain;
muster_api.contracts:
 SELECT name,
    address,
    deploy_block
   FROM muster.contracts;
muster_api.epoch_metrics:
 SELECT epoch,
    state_block,
    service_node_count,
    collusion_tenth_percent,
    collusion_one_percent,
    collusion_five_percent,
    collusion_ten_percent,
    captured_top1,
    captured_top3,
    captured_top10
   FROM muster.epoch_metrics;
muster_api.epoch_sums:
 SELECT epoch,
    dimension,
    weight,
    reading,
    input_hash,
    entities,
    total,
    squares,
    differences,
    largest1,
    largest3,
    largest10,
    nakamoto_over_third,
    nakamoto_at_least_third,
    nakamoto_over_half,
    nakamoto_at_least_half,
    nakamoto_over_two_thirds,
    nakamoto_at_least_two_thirds
   FROM muster.epoch_sums;
muster_api.epochs:
 SELECT epoch,
    status,
        CASE
            WHEN (proof IS NULL) THEN NULL::bigint
            ELSE anchor_number
        END AS anchor_number,
        CASE
            WHEN (proof IS NULL) THEN NULL::bytea
            ELSE anchor_hash
        END AS anchor_hash,
        CASE
            WHEN (proof IS NULL) THEN NULL::bigint
            ELSE anchor_timestamp
        END AS anchor_timestamp,
        CASE
            WHEN (proof IS NULL) THEN NULL::bigint
            ELSE child_number
        END AS child_number,
        CASE
            WHEN (proof IS NULL) THEN NULL::bytea
            ELSE child_hash
        END AS child_hash,
    list_root,
    service_node_count,
    proof,
    reason,
    published_at
   FROM muster.epochs
  WHERE (published_at IS NOT NULL);
muster_api.events:
 SELECT block_number,
    block_hash,
    log_index,
    transaction_hash,
    contract,
    name,
    node_id,
    args
   FROM muster.logs
  WHERE (canonical AND (name IS NOT NULL));
muster_api.extensions:
 SELECT DISTINCT ON ((decode(substr((args ->> 'extensionHash'::text), 3), 'hex'::text))) decode(substr((args ->> 'extensionHash'::text), 3), 'hex'::text) AS hash,
    decode(substr((args ->> 'document'::text), 3), 'hex'::text) AS document
   FROM muster.logs
  WHERE (canonical AND (name = 'ExtensionSet'::text) AND ((args ->> 'document'::text) <> '0x'::text))
  ORDER BY (decode(substr((args ->> 'extensionHash'::text), 3), 'hex'::text));
muster_api.list_roots:
 SELECT version,
    root,
    leaf_count,
    depth,
    block_number,
    block_hash,
    block_timestamp
   FROM muster.list_roots;
muster_api.lists:
 SELECT root,
    depth,
    count,
    bytes,
    brotli,
    gzip
   FROM muster.lists;
muster_api.node_rewards:
 SELECT node_id,
    mark_x32,
    paid,
    active,
    from_block,
    to_block
   FROM muster.node_rewards;
muster_api.operations:
 SELECT operation_id,
    nonce,
    state,
    announced_at,
    ready_at,
    caller,
    target,
    data,
    from_block,
    to_block
   FROM muster.operations;
muster_api.pool_credits:
 SELECT beneficiary,
    credit,
    from_block,
    to_block
   FROM muster.pool_credits;
muster_api.pool_places:
 SELECT pool_id,
    slot,
    contributor,
    beneficiary,
    pending_contributor,
    amount,
    "least",
    contributed_at,
    paid,
    from_block,
    to_block
   FROM muster.pool_places;
muster_api.pools:
 SELECT pool_id,
    state,
    opener,
    fee_bps,
    deadline,
    requirement,
    total,
    slot_count,
    reserved_count,
    terms_hash,
    registration_hash,
    operator,
    ed25519_key,
    bls_key_hash,
    ip,
    rpc_port,
    quic_port,
    registration_deadline,
    opened_at,
    node_id,
    registered_at,
    closed_at,
    from_block,
    to_block
   FROM muster.pools;
muster_api.registry_settings:
 SELECT staking_requirement,
    activation_delay,
    exit_delay,
    removal_reward,
    removal_lock,
    penalty_bps,
    min_quorum,
    parameters_changed_at,
    source,
    randomness,
    paused_until,
    pausable_from,
    authority,
    from_block,
    to_block
   FROM muster.registry_settings;
muster_api.replaced_keys:
 SELECT kind,
    key,
    node_id,
    compromised,
    block_number
   FROM muster.replaced_keys;
muster_api.rewards_pool:
 SELECT balance_x32,
    reward_per_node_x32,
    owed_x32,
    accrued_at,
    active_nodes,
    from_block,
    to_block
   FROM muster.rewards_pool;
muster_api.role_members:
 SELECT role_id,
    account,
    is_member,
    member_since,
    delay,
    delay_since,
    from_block,
    to_block
   FROM muster.role_members;
muster_api.roles:
 SELECT role_id,
    label,
    admin,
    guardian,
    grant_delay,
    grant_delay_since,
    from_block,
    to_block
   FROM muster.roles;
muster_api.service_nodes:
 SELECT node_id,
    status,
    operator,
    pending_operator,
    owner,
    pending_owner,
    principal,
    fee_bps,
    ed25519_key,
    bls_key,
    bls_key_hash,
    extension_hash,
    identity_proof_valid,
    ip,
    rpc_port,
    quic_port,
    registered_at,
    activatable_at,
    first_activated_at,
    activated_at,
    seed,
    exit_due_at,
    exit_tip,
    leaf_index,
    from_block,
    to_block
   FROM muster.service_nodes;
muster_api.target_functions:
 SELECT target,
    selector,
    role_id,
    from_block,
    to_block
   FROM muster.target_functions;
muster_api.targets:
 SELECT target,
    is_closed,
    admin_delay,
    admin_delay_since,
    from_block,
    to_block
   FROM muster.targets;

-- rights of muster_reader
SELECT muster_api.blocks
SELECT muster_api.chain
SELECT muster_api.contracts
SELECT muster_api.epoch_metrics
SELECT muster_api.epoch_sums
SELECT muster_api.epochs
SELECT muster_api.events
SELECT muster_api.extensions
SELECT muster_api.list_roots
SELECT muster_api.lists
SELECT muster_api.node_rewards
SELECT muster_api.operations
SELECT muster_api.pool_credits
SELECT muster_api.pool_places
SELECT muster_api.pools
SELECT muster_api.registry_settings
SELECT muster_api.replaced_keys
SELECT muster_api.rewards_pool
SELECT muster_api.role_members
SELECT muster_api.roles
SELECT muster_api.service_nodes
SELECT muster_api.target_functions
SELECT muster_api.targets
