import {jest} from '@jest/globals'
import {describeHelm, everyHelm} from '../lib/helm/on-cluster.ts'
import {startSandbox} from '../lib/helm/sandbox-cluster.ts'
import {mainStory} from '../lifecycle/scenarios/main-story.ts'

// On the sandbox's API. npm test runs the same with the oldest and the newest Helm alone.
jest.setTimeout(120_000)
describeHelm('the sandbox', startSandbox, everyHelm)
for (const helm of ['3.18.0', '4.1.4'] as const) mainStory({api: 'emulated', helm})
