import * as Flags from '@oclif/core/flags'
import {kubeFlags, osType, readClusterFlags, timeout} from '../flags.ts'
import {inGroup} from '../help/argument-groups.ts'
import {smokeFlags} from './smoke-flags.ts'

/** Flags about a cluster, which are not allowed with --filename and --from. */
export const ofCluster = {
  ...readClusterFlags,
  ...kubeFlags,
  ...inGroup('Connector', {
    'connector-name': Flags.string({summary: 'Check only the connector with this name.'}),
    'os-type': osType,
    timeout: timeout(
      '10m',
      'How long --watch repeats the checks, or --smoke waits for its pods (by default 20m), for example 5m, 90s or 600 (seconds).',
    ),
    watch: Flags.boolean({summary: 'Repeat the checks until all pass or --timeout runs out.', exclusive: ['smoke']}),
  }),
  ...smokeFlags,
}
