import type {Rule} from './engine/rule.ts'
import type {ManifestSubject, ManifestValues} from './manifest/manifest-values.ts'
import {argsCommand, initContainerFields, noLifecycleHooks, noStartupProbe, probeKinds, probePorts} from './rules/manifest/containers.ts'
import {deadImages, imageOs, pullSecrets, windowsBase} from './rules/manifest/images.ts'
import {limitsInGroup, memoryUnits} from './rules/manifest/limits.ts'
import {commandVariables, emptyVariables, variableNames} from './rules/manifest/variables.ts'
import {injectedSidecars} from './rules/manifest/sidecars.ts'
import {dnsLabel, podAutoscaling, windowsServices} from './rules/manifest/addresses.ts'
import {azureFileSecrets, emptyVolumes, mountedFiles} from './rules/manifest/volume-contents.ts'
import {ignoredFields} from './rules/manifest/ignored-fields.ts'
import {acceptedValues, apiVersion, knownFields} from './rules/manifest/kubernetes.ts'
import {groupName, groupNameUnique} from './rules/manifest/names.ts'
import {downwardApi, hostAliases, hostNamespaces, serviceAccountToken} from './rules/manifest/node-features.ts'
import {noDaemonSet, osLabel, osSelector, podPlacement, podSelector, podToleration} from './rules/manifest/placement.ts'
import {groupPorts, portProtocols, publicAddress, reservedPorts} from './rules/manifest/ports.ts'
import {nodeLabelsKnown, nodeResources, podSpreading} from './rules/manifest/scheduling.ts'
import {groupContainers, groupSize, noGpu} from './rules/manifest/sizes.ts'
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
  portProtocols,
  publicAddress,
  dnsLabel,
  windowsServices,
  podAutoscaling,
  groupSize,
  memoryUnits,
  limitsInGroup,
  noGpu,
  // The containers.
  argsCommand,
  noLifecycleHooks,
  noStartupProbe,
  probeKinds,
  probePorts,
  initContainerFields,
  variableNames,
  emptyVariables,
  commandVariables,
  injectedSidecars,
  deadImages,
  windowsBase,
  imageOs,
  pullSecrets,
  downwardApi,
  serviceAccountToken,
  // The volumes, and other features of a node that the pods use.
  volumeKinds,
  azureFileSecrets,
  emptyVolumes,
  mountedFiles,
  windowsVolumes,
  hostNamespaces,
  hostAliases,
  ignoredFields,
]
