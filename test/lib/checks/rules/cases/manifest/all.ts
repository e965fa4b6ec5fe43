import type {ManifestCases} from '../../manifest-case.ts'
import {manifestContainersCases} from './containers.ts'
import {manifestIgnoredFieldsCases} from './ignored-fields.ts'
import {manifestImagesCases} from './images.ts'
import {manifestKubernetesCases} from './kubernetes.ts'
import {manifestNamesCases} from './names.ts'
import {manifestNodeFeaturesCases} from './node-features.ts'
import {manifestPlacementCases} from './placement.ts'
import {manifestPortsCases} from './ports.ts'
import {manifestSchedulingCases} from './scheduling.ts'
import {manifestSizesCases} from './sizes.ts'
import {manifestVolumesCases} from './volumes.ts'
import {manifestAddressesCases} from './addresses.ts'
import {manifestLimitsCases} from './limits.ts'
import {manifestSidecarsCases} from './sidecars.ts'
import {manifestVariablesCases} from './variables.ts'
import {manifestVolumeContentsCases} from './volume-contents.ts'

export const manifestCases: ManifestCases = {
  ...manifestContainersCases,
  ...manifestIgnoredFieldsCases,
  ...manifestImagesCases,
  ...manifestKubernetesCases,
  ...manifestNamesCases,
  ...manifestNodeFeaturesCases,
  ...manifestPlacementCases,
  ...manifestPortsCases,
  ...manifestSchedulingCases,
  ...manifestSizesCases,
  ...manifestVolumesCases,
  ...manifestVolumeContentsCases,
  ...manifestVariablesCases,
  ...manifestSidecarsCases,
  ...manifestLimitsCases,
  ...manifestAddressesCases,
}
