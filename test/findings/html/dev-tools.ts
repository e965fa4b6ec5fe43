interface Message {
  readonly id?: number
  readonly sessionId?: string
  readonly method?: string
  readonly params?: unknown
  readonly result?: unknown
  readonly error?: {readonly message: string}
}

type Send = <T>(method: string, params?: object) => Promise<T>

/** The tab of a browser. */
export interface Session {
  readonly send: Send
  /** Calls back for every event until the returned function is called. */
  listen(hear: (event: {readonly method: string; readonly params: unknown}) => void): () => void
  /** Resolves at the next event of this name. */
  next(method: string): Promise<void>
}

export interface DevTools {
  readonly send: Send
  session(id: string): Session
}

/** A connection that speaks Chromium's DevTools protocol. */
export async function connect(address: string): Promise<DevTools> {
  const socket = new WebSocket(address)
  const listeners = new Set<(message: Message) => void>()
  socket.addEventListener('message', ({data}) => {
    const message = JSON.parse(String(data)) as Message
    for (const hear of listeners) hear(message)
  })
  await new Promise((opened, failed) => {
    socket.addEventListener('open', opened)
    socket.addEventListener('error', () => failed(new Error(`Could not connect to ${address}.`)))
  })
  let last = 0
  const sendTo = async <T>(sessionId: string | undefined, method: string, params: object = {}): Promise<T> => {
    const id = ++last
    const answer = new Promise<Message>(resolve => {
      const hear = (message: Message) => {
        if (message.id !== id) return
        listeners.delete(hear)
        resolve(message)
      }
      listeners.add(hear)
    })
    socket.send(JSON.stringify({id, method, params, ...(sessionId !== undefined && {sessionId})}))
    const {result, error} = await answer
    if (error !== undefined) throw new Error(`${method}: ${error.message}`)
    return result as T
  }
  return {
    send: (method, params) => sendTo(undefined, method, params),
    session: sessionId => ({
      send: (method, params) => sendTo(sessionId, method, params),
      listen(hear) {
        const pass = ({method, params, ...more}: Message) => {
          if (more.sessionId === sessionId && method !== undefined) hear({method, params})
        }
        listeners.add(pass)
        return () => listeners.delete(pass)
      },
      next(wanted) {
        return new Promise(resolve => {
          const stop = this.listen(({method}) => {
            if (method !== wanted) return
            stop()
            resolve()
          })
        })
      },
    }),
  }
}
