import type {ManifestCases} from '../../manifest-case.ts'
import {manifestContainersCases} from './containers.ts'
import {manifestImagesCases} from './images.ts'
import {manifestKubernetesCases} from './kubernetes.ts'
import {manifestNamesCases} from './names.ts'
import {manifestNodeFeaturesCases} from './node-features.ts'
import {manifestPlacementCases} from './placement.ts'
import {manifestPortsCases} from './ports.ts'
import {manifestSchedulingCases} from './scheduling.ts'
import {manifestSizesCases} from './sizes.ts'
import {manifestVolumesCases} from './volumes.ts'

export const manifestCases: ManifestCases = {
  ...manifestContainersCases,
  ...manifestImagesCases,
  ...manifestKubernetesCases,
  ...manifestNamesCases,
  ...manifestNodeFeaturesCases,
  ...manifestPlacementCases,
  ...manifestPortsCases,
  ...manifestSchedulingCases,
  ...manifestSizesCases,
  ...manifestVolumesCases,
}
