import {connectorRule} from '../../connector-values.ts'

const dayMs = 24 * 3600 * 1000
const warnDays = 30

export const certificateCurrent = connectorRule({
  id: 'certificate-current',
  category: 'connector',
  title: 'Its serving certificate holds',
  page: {
    symptom: 'Clients that verify it refuse the certificate of port 10250.',
    cause: 'The certificate that vkctl made for the connector holds for ten years, one of somebody else maybe for less.',
    fix: 'Run install-connector with the same arguments again: it makes a new one in the last 30 days.',
  },
  needs: ['credentials'],
  check({now}, {credentials}) {
    if (credentials === undefined) return {verdict: 'skipped', message: 'vkctl made no Secret for it'}
    const {certificateUntil} = credentials
    const days = (certificateUntil.getTime() - now.getTime()) / dayMs
    const date = certificateUntil.toISOString().slice(0, 10)
    const remedy = 'Run install-connector with the same arguments again.'
    if (days <= 0) return {verdict: 'problem', message: `The serving certificate is no longer valid since ${date}.`, remedy}
    if (days <= warnDays) return {verdict: 'warning', message: `The serving certificate ends on ${date}.`, remedy}
    return {verdict: 'ok', message: `It holds until ${date}`}
  },
})
