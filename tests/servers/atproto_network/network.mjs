// A whole AT Protocol network on loopback, made of the packages that the real one is made of: the directory of accounts
// (PLC), one server where accounts live (PDS) and, unless ONLY_PDS is set, bsync and the Bluesky app view on PostgreSQL.
// No Redis, no Docker. Environment: PLC_PORT, PDS_PORT, APP_VIEW_PORT, STEER_PORT, DATABASE (a postgresql:// address),
// RATE_LIMITS=1 to keep the limits that the PDS has.
import http from 'node:http'
import net from 'node:net'

// The packages call listen(port) on every interface: pinned to loopback before they are loaded.
const listen = net.Server.prototype.listen
net.Server.prototype.listen = function (...given) {
  const [first, second] = given
  if (typeof first === 'number' && typeof second !== 'string') given.splice(1, 0, '127.0.0.1')
  else if (first && typeof first === 'object' && 'port' in first && !first.host) first.host = '127.0.0.1'
  return listen.apply(this, given)
}

// The app view wants pg_trgm for finding people by names alike, which we do not use and which the PostgreSQL beside us
// does not bring: its indexes become plain ones.
const { default: pg } = await import('pg')
const query = pg.Client.prototype.query
const withoutTrigrams = (text) =>
  /create extension/i.test(text) ? 'select 1' : text.replace(/ using gist/i, '').replace(/ gist_trgm_ops/g, '')
pg.Client.prototype.query = function (asked, ...rest) {
  if (typeof asked === 'string' && asked.includes('trgm')) asked = withoutTrigrams(asked)
  else if (asked?.text?.includes('trgm')) asked = { ...asked, text: withoutTrigrams(asked.text) }
  return query.call(this, asked, ...rest)
}

const { TestBsky, TestBsync, TestPds, TestPlc, mockNetworkUtilities } = await import('@atproto/dev-env')
const port = (name) => Number(process.env[name])
const plc = await TestPlc.create({ port: port('PLC_PORT') })
const limits = process.env.RATE_LIMITS ? { rateLimitsEnabled: true } : {}
let bsync, appView, pds
if (process.env.ONLY_PDS) {
  pds = await TestPds.create({ port: port('PDS_PORT'), didPlcUrl: plc.url, ...limits })
  mockNetworkUtilities(pds)
} else {
  const dbUrl = process.env.DATABASE
  bsync = await TestBsync.create({ apiKeys: ['bsync-api-key'], dbUrl, dbSchema: 'bsync' })
  appView = await TestBsky.create({
    port: port('APP_VIEW_PORT'),
    plcUrl: plc.url,
    pdsPort: port('PDS_PORT'),
    bsyncApiKey: 'bsync-api-key',
    bsyncUrl: bsync.url,
    repoProvider: `ws://localhost:${port('PDS_PORT')}`,
    dbPostgresUrl: dbUrl,
    dbPostgresSchema: 'app_view',
  })
  bsync.ctx.dataplaneClients = [appView.ctx.dataplane]
  pds = await TestPds.create({
    port: port('PDS_PORT'),
    didPlcUrl: plc.url,
    bskyAppViewUrl: appView.url,
    bskyAppViewDid: appView.ctx.cfg.serverDid,
    ...limits,
  })
  mockNetworkUtilities(pds, appView)
}

// GET /settled answers once the app view has taken in everything that the PDS has written.
const settle = async () => {
  await pds.processAll()
  if (!appView) return
  await appView.bsyncSub.processAll(await bsync.getStreamHeads())
  const last = await pds.ctx.sequencer.curr()
  while (last && ((await appView.sub.getCursor()) ?? 0) < last) {
    await appView.sub.processAll()
    await new Promise((go) => setTimeout(go, 5))
  }
  await appView.sub.processAll()
}
// ws://…/subscribe on the same port is the PDS's own stream of events in the shape of Jetstream v1, of which no server is
// to be had from the registries. The events are real; only their shape is made here. `cursor` is honoured.
const { cborToLexRecord, readCar } = await import('@atproto/repo')
const { lexToJson } = await import('@atproto/lex-json')
const { WebSocketServer } = await import('ws')
const shaped = []
const callers = new Set()
const shape = async ({ seq, type, time, evt }) => {
  const event = { did: evt.repo ?? evt.did, time_us: new Date(time).getTime() * 1000 + (seq % 1000), kind: type }
  if (type !== 'commit') return [event]
  const { blocks } = await readCar(evt.blocks)
  return evt.ops.map(({ action, path, cid }) => {
    const [collection, rkey] = path.split('/')
    const commit = { rev: evt.rev, operation: action, collection, rkey }
    if (!cid) return { ...event, commit }
    return { ...event, commit: { ...commit, record: lexToJson(cborToLexRecord(blocks.get(cid))), cid: cid.toString() } }
  })
}
pds.ctx.sequencer.on('events', async (events) => {
  for (const one of events) {
    for (const event of await shape(one)) {
      shaped.push(event)
      for (const caller of callers) caller.send(JSON.stringify(event))
    }
  }
})
const stream = new WebSocketServer({ noServer: true })
stream.on('connection', (caller, request) => {
  const cursor = Number(new URL(request.url, 'ws://x').searchParams.get('cursor') ?? Infinity)
  for (const event of shaped) if (event.time_us > cursor) caller.send(JSON.stringify(event))
  callers.add(caller)
  caller.on('close', () => callers.delete(caller))
})

http
  .createServer(async (_request, response) => {
    try {
      await settle()
      response.end('settled')
    } catch (error) {
      response.writeHead(500).end(String(error))
    }
  })
  .on('upgrade', (request, socket, head) =>
    stream.handleUpgrade(request, socket, head, (caller) => stream.emit('connection', caller, request)))
  .listen(port('STEER_PORT'))

const stop = async () => {
  await Promise.allSettled([appView?.close(), bsync?.close(), pds.close(), plc.close()])
  process.exit(0)
}
process.on('SIGTERM', stop)
process.on('SIGINT', stop)
