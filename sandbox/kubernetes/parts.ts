import type {KeyPair} from '../authority.ts'
import type {Faults} from '../faults.ts'
import type {Authenticator} from './access/authenticate.ts'
import type {Rbac} from './access/rbac.ts'
import type {Tokens} from './access/tokens.ts'
import type {Context} from './context.ts'

/** What the API server is made of: made once, and seen by whatever answers a request. */
export interface Parts {
  readonly context: Context
  readonly rbac: Rbac
  readonly tokens: Tokens
  readonly authenticator: Authenticator
  readonly faults: Faults
  readonly version: string
  /** What this server shows to kubelets. */
  readonly kubeletClient: KeyPair
}
