import {inSandbox} from './scenario.ts'
import {mainStory} from './scenarios/main-story.ts'

mainStory(inSandbox)
