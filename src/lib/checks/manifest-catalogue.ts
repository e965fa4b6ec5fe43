import type {Rule} from './engine/rule.ts'
import type {ManifestSubject, ManifestValues} from './manifest/manifest-values.ts'
import {argsCommand, initContainerFields, noLifecycleHooks, noStartupProbe, probeKinds} from './rules/manifest/containers.ts'
import {deadImages, imageOs, pullSecrets, windowsBase} from './rules/manifest/images.ts'
import {acceptedValues, apiVersion, knownFields} from './rules/manifest/kubernetes.ts'
import {groupName, groupNameUnique} from './rules/manifest/names.ts'
import {downwardApi, hostAliases, hostNamespaces, serviceAccountToken} from './rules/manifest/node-features.ts'
import {noDaemonSet, osLabel, osSelector, podPlacement, podSelector, podToleration} from './rules/manifest/placement.ts'
import {groupPorts, publicAddress, reservedPorts} from './rules/manifest/ports.ts'
import {nodeLabelsKnown, nodeResources, podSpreading} from './rules/manifest/scheduling.ts'
import {groupContainers, groupSize, limitsInGroup, noGpu} from './rules/manifest/sizes.ts'
import {volumeKinds, windowsVolumes} from './rules/manifest/volumes.ts'

/** Checks that `validate -f` makes of each object. */
export const objectRules: readonly Rule<ManifestSubject, ManifestValues>[] = [apiVersion, knownFields]

/** Checks of a DaemonSet whose pods would also run on virtual nodes. */
export const daemonSetRules: readonly Rule<ManifestSubject, ManifestValues>[] = [noDaemonSet]

/** Checks that `validate -f` makes of each workload. A check comes after the checks that it depends on. */
export const manifestRules: readonly Rule<ManifestSubject, ManifestValues>[] = [
  acceptedValues,
  // Where the pods are placed.
  podPlacement,
  podToleration,
  podSelector,
  osSelector,
  osLabel,
  nodeLabelsKnown,
  podSpreading,
  nodeResources,
  noDaemonSet,
  // The container group of a pod.
  groupName,
  groupNameUnique,
  groupContainers,
  groupPorts,
  reservedPorts,
  publicAddress,
  groupSize,
  limitsInGroup,
  noGpu,
  // The containers.
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
  // The volumes, and other features of a node that the pods use.
  volumeKinds,
  windowsVolumes,
  hostNamespaces,
  hostAliases,
]
