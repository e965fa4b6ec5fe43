import {daemonPods} from './daemon-pods.ts'
import {podAccepted} from './pod-accepted.ts'
import {podAddress} from './pod-address.ts'
import {podAllowed} from './pod-allowed.ts'
import {podCapacity} from './pod-capacity.ts'
import {podCommand} from './pod-command.ts'
import {podImage} from './pod-image.ts'
import {podLimits} from './pod-limits.ts'
import {podMetrics} from './pod-metrics.ts'
import {podNetworkAllowed} from './pod-network-allowed.ts'
import {podNotDenied} from './pod-not-denied.ts'
import {podOs} from './pod-os.ts'
import {podProvider} from './pod-provider.ts'
import {podPulling} from './pod-pulling.ts'
import {podQuota} from './pod-quota.ts'
import {podSubnetLink} from './pod-subnet-link.ts'
import {podToken} from './pod-token.ts'
import {podVolumes} from './pod-volumes.ts'
import {podsEnding} from './pods-ending.ts'

/** Checks of the pods on a connector's node. */
export const podRules = [
  podsEnding,
  daemonPods,
  podAllowed,
  podNetworkAllowed,
  podNotDenied,
  podProvider,
  podImage,
  podSubnetLink,
  podLimits,
  podCapacity,
  podQuota,
  podOs,
  podCommand,
  podVolumes,
  podAccepted,
  podPulling,
  podAddress,
  podToken,
  podMetrics,
]
