import {jest} from '@jest/globals'
import {describeHelm, everyHelm} from '../lib/helm/on-cluster.ts'
import {startControlPlane} from './control-plane.ts'

jest.setTimeout(120_000)
describeHelm('a real control plane', () => startControlPlane({controllers: false}), everyHelm)
