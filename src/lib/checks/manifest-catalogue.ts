import type {ManifestSubject, ManifestValues} from './manifest/manifest-values.ts'
import type {Rule} from './rule.ts'
import {argsCommand} from './rules/manifest/args-command.ts'
import {deadImages} from './rules/manifest/dead-images.ts'
import {downwardApi} from './rules/manifest/downward-api.ts'
import {groupContainers} from './rules/manifest/group-containers.ts'
import {groupNameUnique} from './rules/manifest/group-name-unique.ts'
import {groupName} from './rules/manifest/group-name.ts'
import {groupPorts} from './rules/manifest/group-ports.ts'
import {groupSize} from './rules/manifest/group-size.ts'
import {hostAliases} from './rules/manifest/host-aliases.ts'
import {hostNamespaces} from './rules/manifest/host-namespaces.ts'
import {imageOs} from './rules/manifest/image-os.ts'
import {initContainerFields} from './rules/manifest/init-containers.ts'
import {limitsInGroup} from './rules/manifest/limits-in-group.ts'
import {noDaemonSet} from './rules/manifest/no-daemon-set.ts'
import {noGpu} from './rules/manifest/no-gpu.ts'
import {noLifecycleHooks} from './rules/manifest/no-lifecycle-hooks.ts'
import {noStartupProbe} from './rules/manifest/no-startup-probe.ts'
import {osLabel} from './rules/manifest/os-label.ts'
import {osSelector} from './rules/manifest/os-selector.ts'
import {podPlacement} from './rules/manifest/pod-placement.ts'
import {podSelector} from './rules/manifest/pod-selector.ts'
import {podToleration} from './rules/manifest/pod-toleration.ts'
import {probeKinds} from './rules/manifest/probe-kinds.ts'
import {publicAddress} from './rules/manifest/public-address.ts'
import {pullSecrets} from './rules/manifest/pull-secrets.ts'
import {reservedPorts} from './rules/manifest/reserved-ports.ts'
import {serviceAccountToken} from './rules/manifest/service-account-token.ts'
import {volumeKinds} from './rules/manifest/volume-kinds.ts'
import {windowsBase} from './rules/manifest/windows-base.ts'
import {windowsVolumes} from './rules/manifest/windows-volumes.ts'

/** Checks of `validate -f`, of each workload; what one stands on comes before it. */
export const manifestRules: readonly Rule<ManifestSubject, ManifestValues>[] = [
  // Where its pods go.
  podPlacement,
  podToleration,
  podSelector,
  osSelector,
  osLabel,
  noDaemonSet,
  // What becomes of a pod: a container group.
  groupName,
  groupNameUnique,
  groupContainers,
  groupPorts,
  reservedPorts,
  publicAddress,
  groupSize,
  limitsInGroup,
  noGpu,
  // Its containers.
  argsCommand,
  noLifecycleHooks,
  noStartupProbe,
  probeKinds,
  initContainerFields,
  deadImages,
  windowsBase,
  imageOs,
  pullSecrets,
  downwardApi,
  serviceAccountToken,
  // Its volumes, and what else it wants of a node.
  volumeKinds,
  windowsVolumes,
  hostNamespaces,
  hostAliases,
]
