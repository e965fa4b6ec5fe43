import type {Secret} from '../../secret.ts'

/** As whom a connector calls Azure. */
export type Identity =
  /** A managed identity: that of the cluster's nodes, or another one that they have. */
  | {readonly kind: 'kubelet' | 'userAssigned'; readonly clientId: string; readonly objectId: string}
  | {
      readonly kind: 'servicePrincipal'
      readonly clientId: string
      readonly objectId: string
      /** Undefined when the secret of the last install is kept. */
      readonly clientSecret: Secret | undefined
    }
