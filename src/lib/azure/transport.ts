import type {HttpClient, PipelineRequest, PipelineResponse} from '@azure/core-rest-pipeline'
import {attempt, repeat} from '../http/attempts.ts'
import type {Patience} from '../http/patience.ts'
import type {Talk} from '../talk.ts'
import {checkArmAnswer} from './arm-answer.ts'
import {connectionFault} from '../http/connection-fault.ts'
import {checkJson} from './garbage.ts'

/** The ways out of the program to Azure. All are interrupted by one signal, and repeat what fails in passing. */
export interface Transport {
  /** To Resource Manager. Rejects with the errors of arm-answer.ts for every answer that is not a success. */
  readonly arm: HttpClient
  /** To Entra ID. Refusals are answers; everything that is not JSON is an error. */
  readonly entra: HttpClient
  /** To the endpoint of a managed identity, which is near or not there at all: one short attempt. */
  readonly nearby: HttpClient
}

const nearbyMs = 5000

export async function openTransport({signal, talk, patience}: {signal: AbortSignal; talk: Talk; patience: Patience}): Promise<Transport> {
  const {createDefaultHttpClient, createEmptyPipeline, isRestError, retryPolicy} = await import('@azure/core-rest-pipeline')
  const wire = createDefaultHttpClient()

  const client = (
    {attempts, attemptMs}: Pick<Patience, 'attempts' | 'attemptMs'>,
    check: (request: PipelineRequest, response: PipelineResponse) => void,
  ): HttpClient => {
    const pipeline = createEmptyPipeline()
    pipeline.addPolicy(retryPolicy([repeat(patience, 'Azure', talk)], {maxRetries: attempts - 1}), {phase: 'Retry'})
    pipeline.addPolicy(attempt(attemptMs, talk), {afterPhase: 'Retry'})
    return {
      async sendRequest(request) {
        const {abortSignal} = request
        request.abortSignal = AbortSignal.any(abortSignal instanceof AbortSignal ? [signal, abortSignal] : [signal])
        try {
          const response = await pipeline.sendRequest(wire, request)
          check(request, response)
          return response
        } catch (error) {
          signal.throwIfAborted()
          throw isRestError(error) ? connectionFault(error, request) : error
        }
      },
    }
  }

  return {
    arm: client(patience, checkArmAnswer),
    entra: client(patience, checkJson),
    nearby: client({attempts: 1, attemptMs: Math.min(nearbyMs, patience.attemptMs)}, () => {}),
  }
}
