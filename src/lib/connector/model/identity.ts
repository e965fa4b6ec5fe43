import type {Secret} from '../../secret.ts'

/** The identity with which a connector signs in to Azure. */
export type Identity =
  /** A managed identity: the one of the cluster's nodes, or another one that is assigned to them. */
  | {readonly kind: 'kubelet' | 'userAssigned'; readonly clientId: string; readonly objectId: string}
  | {
      readonly kind: 'servicePrincipal'
      readonly clientId: string
      readonly objectId: string
      /** Undefined to keep the secret of the last install. */
      readonly clientSecret: Secret | undefined
    }
