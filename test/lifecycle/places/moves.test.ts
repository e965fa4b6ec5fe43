import {inSandbox} from '../scenario.ts'
import {moves} from '../scenarios/places/moves.ts'

moves(inSandbox)
