import type {KeyPair} from '../authority.ts'
import type {Faults} from '../faults.ts'
import type {Authenticator} from './access/authenticate.ts'
import type {Rbac} from './access/rbac.ts'
import type {Tokens} from './access/tokens.ts'
import type {Context} from './context.ts'

/** The parts of the API server. They are created once, and available to the code that answers requests. */
export interface Parts {
  readonly context: Context
  readonly rbac: Rbac
  readonly tokens: Tokens
  readonly authenticator: Authenticator
  readonly faults: Faults
  readonly version: string
  /** The client certificate of this server for kubelets. */
  readonly kubeletClient: KeyPair
}
