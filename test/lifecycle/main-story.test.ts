import {mainStory} from './scenarios/main-story.ts'

// The oldest and the newest; npm run test:e2e has those in between.
for (const helm of ['3.8.1', '4.2.3'] as const) mainStory({api: 'emulated', helm})
