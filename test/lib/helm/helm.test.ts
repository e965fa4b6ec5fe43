import {jest} from '@jest/globals'
import {describeHelm} from './on-cluster.ts'
import {startSandbox} from './sandbox-cluster.ts'

jest.setTimeout(60_000)
// The oldest and the newest; npm run test:e2e has those in between.
describeHelm('the sandbox', startSandbox, ['3.8.1', '4.2.3'])
