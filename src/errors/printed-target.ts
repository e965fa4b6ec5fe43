import type {CommandTarget} from '../lib/printed-commands/command-target.ts'
import type {System} from '../system.ts'

/** What says which cluster a command is about, from its flags and the environment. Flags of commands that name no cluster are left out. */
export function targetOf(flags: Readonly<Record<string, unknown>>, env: System['env']): CommandTarget {
  const {'resource-group': resourceGroup, name, subscription, kubeconfig, context, admin} = flags
  const ofEnvironment = env['AZURE_SUBSCRIPTION_ID'] ?? ''
  return {
    ...text('resourceGroup', resourceGroup),
    ...text('clusterName', name),
    ...text('subscription', subscription),
    ...(ofEnvironment !== '' && {environmentSubscription: ofEnvironment}),
    ...text('kubeconfig', kubeconfig),
    ...text('context', context),
    ...(admin === true && {admin}),
  }
}

function text<Name extends keyof CommandTarget>(name: Name, value: unknown): Partial<Record<Name, string>> {
  return typeof value === 'string' ? ({[name]: value} as Record<Name, string>) : {}
}
