import {jest} from '@jest/globals'
import {describeHelm, everyHelm} from '../lib/helm/on-cluster.ts'
import {startSandbox} from '../lib/helm/sandbox-cluster.ts'
import {mainStory} from '../lifecycle/scenarios/main-story.ts'

// On the sandbox's API. npm test runs the same of Helm with the oldest and the newest, and the main story with the newest.
jest.setTimeout(120_000)
describeHelm('the sandbox', startSandbox, everyHelm)
for (const helm of ['3.8.1', '3.18.0', '4.1.4'] as const) mainStory({api: 'emulated', helm})
