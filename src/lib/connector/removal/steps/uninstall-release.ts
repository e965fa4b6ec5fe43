import {remainingMs, type StepKind} from './step.ts'

/** Uninstalls the Helm release. */
export interface UninstallRelease {
  readonly do: 'uninstall-release'
  readonly release: string
  readonly namespace: string
}

export const uninstallRelease: StepKind<UninstallRelease> = {
  describe: ({release}) => `Undeploying the '${release}' using Helm`,
  take: async ({release, namespace}, {host, session, deadline}) => {
    await session.helm.uninstall({release, namespace, timeoutMs: remainingMs({host, deadline})})
  },
}
