import {signIn} from './scenarios/sign-in.ts'

signIn({api: 'emulated', helm: '4.2.3'})
