import type {Rule} from './engine/rule.ts'
import type {ManifestSubject, ManifestValues} from './manifest/manifest-values.ts'
import {argsCommand, initContainerFields, noLifecycleHooks, noStartupProbe, probeKinds} from './rules/manifest/containers.ts'
import {deadImages, imageOs, pullSecrets, windowsBase} from './rules/manifest/images.ts'
import {groupName, groupNameUnique} from './rules/manifest/names.ts'
import {downwardApi, hostAliases, hostNamespaces, serviceAccountToken} from './rules/manifest/node-features.ts'
import {noDaemonSet, osLabel, osSelector, podPlacement, podSelector, podToleration} from './rules/manifest/placement.ts'
import {groupPorts, publicAddress, reservedPorts} from './rules/manifest/ports.ts'
import {groupContainers, groupSize, limitsInGroup, noGpu} from './rules/manifest/sizes.ts'
import {volumeKinds, windowsVolumes} from './rules/manifest/volumes.ts'

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
