import {mainStory} from '../lifecycle/scenarios/main-story.ts'

for (const helm of ['3.8.1', '3.18.0', '4.1.4', '4.2.3'] as const) mainStory({api: 'real', helm})
