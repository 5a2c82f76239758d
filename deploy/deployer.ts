import type { Account, Chain, Client, PublicActions, Transport, WalletActions } from 'viem'

/** Client of one chain that reads and that sends transactions of its account. */
export type Deployer = Client<Transport, Chain, Account> &
  PublicActions<Transport, Chain, Account> &
  WalletActions<Chain, Account>
