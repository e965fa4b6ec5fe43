import type {User} from './access/user.ts'
import type {Query} from './http/query.ts'
import type {Resource, Subresource} from './resources/resource.ts'
import type {Schemas} from './schema/schemas.ts'
import type {Store} from './storage/store.ts'

/** What every request needs. */
export interface Context {
  readonly store: Store
  readonly schemas: Schemas
  readonly resources: readonly Resource[]
  /** PEM; the CA with which pods verify this server. */
  readonly caCertificate: string
}

/** The user, the verb and the resource of a request. */
export interface Request {
  readonly resource: Resource
  readonly subresource: Subresource | undefined
  readonly namespace: string | undefined
  readonly name: string | undefined
  readonly query: Query
  readonly user: User
  /** The field manager: of the query, else the program of the User-Agent. */
  readonly manager: string
  /** Texts for the `Warning` headers of the answer. */
  readonly warnings: string[]
}
