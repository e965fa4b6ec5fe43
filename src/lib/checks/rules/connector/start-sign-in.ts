import {startErrorRule} from './start-error.ts'

export const startSignIn = startErrorRule({
  id: 'start-sign-in',
  title: 'Entra ID lets its service principal sign in',
  page: {
    symptom:
      'The log of the connector, or the status of its pods, has a text with AADSTS: 7000215 for a wrong secret, 7000222 for one that has run out.',
    cause: 'The secret of the service principal was renewed or has run out, or the service principal was deleted.',
    fix: 'Make a new secret with az ad app credential reset and run install-connector with --service-principal and --client-secret.',
  },
  pattern: /AADSTS\d+/,
  remedy:
    'Make a new secret (az ad app credential reset --id CLIENT_ID) and run install-connector with --service-principal and --client-secret.',
})
