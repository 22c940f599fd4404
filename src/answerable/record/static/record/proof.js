// Checks one proof of the record (c2sp.org/tlog-proof) in the reader's own browser: nothing is sent anywhere.
// Signatures by the browser's Ed25519 where it has it, else by the plain code below (RFC 8032), which gives the same verdicts.

const utf8 = new TextEncoder(), words = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const join = (...parts) => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) { whole.set(part, at); at += part.length; }
  return whole;
};
export const hex = (bytes) => Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("");
const same = (a, b) => a.length === b.length && a.every((one, at) => one === b[at]);
const fromBinary = (text) => Uint8Array.from(text, (one) => one.charCodeAt(0));
const toBase64 = (bytes) => btoa(Array.from(bytes, (one) => String.fromCharCode(one)).join(""));

function base64(text) {
  let found;
  try { found = fromBinary(atob(text)); } catch { throw new Error("this is not base64"); }
  if (toBase64(found) !== text) throw new Error("this base64 has stray bits");
  return found;
}

// ---------------------------------------------------------------------------------------------------- hashes (FIPS 180-4)

// The constants are the fractions of square and cube roots of the first primes: worked out, so that none can be mistyped.
const PRIMES = [];
for (let n = 2; PRIMES.length < 80; n++) if (PRIMES.every((p) => n % p)) PRIMES.push(n);
function fraction(prime, power) {
  const sought = BigInt(prime) << BigInt(64 * power);
  let low = 0n, high = 1n << 69n;
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** BigInt(power) <= sought) low = middle; else high = middle;
  }
  return BigInt.asUintN(64, low);
}
const SHAPES = {
  256: { bits: 32n, block: 64, rounds: 64, start: [2, 13, 22], key: [6, 11, 25], low: [7, 18, 3], high: [17, 19, 10] },
  512: { bits: 64n, block: 128, rounds: 80, start: [28, 34, 39], key: [14, 18, 41], low: [1, 8, 7], high: [19, 61, 6] },
};
for (const shape of Object.values(SHAPES)) {
  const cut = (value) => value >> (64n - shape.bits);
  shape.first = PRIMES.slice(0, 8).map((prime) => cut(fraction(prime, 2)));
  shape.constants = PRIMES.slice(0, shape.rounds).map((prime) => cut(fraction(prime, 3)));
}

function sha(name, message) {
  const { bits, block, rounds, start, key, low, high, first, constants } = SHAPES[name];
  const fit = (value) => BigInt.asUintN(Number(bits), value), width = Number(bits) / 8;
  const turn = (value, by) => (value >> BigInt(by)) | fit(value << (bits - BigInt(by)));
  const mix = (value, [a, b, c]) => turn(value, a) ^ turn(value, b) ^ turn(value, c);
  const move = (value, [a, b, c]) => turn(value, a) ^ turn(value, b) ^ (value >> BigInt(c));
  const room = Math.ceil((message.length + 1 + width * 2) / block) * block, padded = new Uint8Array(room);
  padded.set(message);
  padded[message.length] = 0x80;
  new DataView(padded.buffer).setBigUint64(room - 8, BigInt(message.length) * 8n);
  let state = first;
  for (let at = 0; at < room; at += block) {
    const w = [];
    for (let t = 0; t < 16; t++) w.push(number(padded.subarray(at + t * width, at + (t + 1) * width)));
    for (let t = 16; t < rounds; t++) w.push(fit(move(w[t - 2], high) + w[t - 7] + move(w[t - 15], low) + w[t - 16]));
    let [a, b, c, d, e, f, g, h] = state;
    for (let t = 0; t < rounds; t++) {
      const one = h + mix(e, key) + ((e & f) ^ (fit(~e) & g)) + constants[t] + w[t];
      const two = mix(a, start) + ((a & b) ^ (a & c) ^ (b & c));
      [h, g, f, e, d, c, b, a] = [g, f, e, fit(d + one), c, b, a, fit(one + two)];
    }
    state = [a, b, c, d, e, f, g, h].map((value, place) => fit(value + state[place]));
  }
  return join(...state.map((value) => bytes(value, width)));
}
const number = (from) => from.reduce((sum, one) => (sum << 8n) | BigInt(one), 0n);
const bytes = (value, width) => Uint8Array.from({ length: width }, (_, at) => Number((value >> BigInt(8 * (width - 1 - at))) & 255n));

// Pages that are not sent over https have no crypto.subtle: the plain code stands in.
const subtle = globalThis.crypto?.subtle;
export const sha256 = async (message) => subtle ? new Uint8Array(await subtle.digest("SHA-256", message)) : sha(256, message);
export const plainSha256 = (message) => sha(256, message);
export const plainSha512 = (message) => sha(512, message);

// ------------------------------------------------------------------------------------------------- Ed25519 (RFC 8032, 5.1.7)

const P = 2n ** 255n - 19n, L = 2n ** 252n + 27742317777372353535851937790883648493n;
const mod = (value, by = P) => { const rest = value % by; return rest < 0n ? rest + by : rest; };
function power(base, exponent) {
  let result = 1n;
  for (let square = mod(base); exponent; exponent >>= 1n, square = square * square % P) if (exponent & 1n) result = result * square % P;
  return result;
}
const D = mod(-121665n * power(121666n, P - 2n)), ROOT = power(2n, (P - 1n) / 4n);
const little = (from) => number(Uint8Array.from(from).reverse());

function add([x1, y1, z1, t1], [x2, y2, z2, t2]) {
  const a = mod((y1 - x1) * (y2 - x2)), b = mod((y1 + x1) * (y2 + x2)), c = mod(2n * t1 * t2 * D), d = mod(2n * z1 * z2);
  const e = b - a, f = d - c, g = d + c, h = b + a;
  return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)];
}
function times(scalar, point) {
  let result = [0n, 1n, 1n, 0n];
  for (; scalar; scalar >>= 1n, point = add(point, point)) if (scalar & 1n) result = add(result, point);
  return result;
}
function decompress(encoded) {
  const whole = little(encoded), sign = whole >> 255n, y = whole & ((1n << 255n) - 1n);
  if (y >= P) return null;
  const square = mod((y * y - 1n) * power(D * y * y + 1n, P - 2n));
  if (square === 0n) return sign ? null : [0n, y, 1n, 0n];
  let x = power(square, (P + 3n) / 8n);
  if (mod(x * x - square)) x = mod(x * ROOT);
  if (mod(x * x - square)) return null;
  if ((x & 1n) !== sign) x = P - x;
  return [x, y, 1n, mod(x * y)];
}
function compress([x, y, z]) {
  const inverse = power(z, P - 2n), flat = mod(x * inverse);
  return bytes(mod(y * inverse) | ((flat & 1n) << 255n), 32).reverse();
}

export function plainEd25519(key, message, signature) {
  if (key.length !== 32 || signature.length !== 64) return false;
  const point = decompress(key), scalar = little(signature.subarray(32)), r = signature.subarray(0, 32);
  if (!point || scalar >= L) return false;
  const challenge = mod(little(plainSha512(join(r, key, message))), L), [x, y, z, t] = point;
  const base = decompress(bytes(4n * power(5n, P - 2n) % P, 32).reverse());
  return same(compress(add(times(scalar, base), times(challenge, [P - x, y, z, P - t]))), r);
}

export async function ed25519(key, message, signature) {
  let imported;
  try { imported = await subtle.importKey("raw", key, "Ed25519", false, ["verify"]); } catch { return plainEd25519(key, message, signature); }
  return subtle.verify("Ed25519", imported, signature, message);
}

// ------------------------------------------------------------------------------------------------------- the proof itself

export async function parseKey(text) {
  const [, name, id, material] = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text.trim()) || [];
  const raw = name ? base64(material) : [];
  if (raw.length !== 33 || raw[0] !== 1) throw new Error("a key is its name, its number and 32 bytes, joined by +");
  const own = (await sha256(join(utf8.encode(name + "\n"), raw))).subarray(0, 4);
  if (hex(own) !== id) throw new Error("the number in the key is not that of the key");
  return { name, id: own, key: raw.subarray(1) };
}

export function parseProof(content) {
  if (content.length > 2_000_000) throw new Error("a proof is shorter than two million bytes");
  const text = words.decode(content), end = text.indexOf("\n\n"), lines = text.slice(0, end).split("\n");
  if (end < 0 || lines.shift() !== "c2sp.org/tlog-proof@v1") throw new Error("this is no proof file of the first version");
  if (!lines[0]?.startsWith("extra ")) throw new Error("the proof has no entry in it");
  const { entry, disclosures } = JSON.parse(words.decode(base64(lines.shift().slice(6))));
  const index = /^index (0|[1-9][0-9]{0,18})$/.exec(lines.shift() || "")?.[1];
  const hashes = lines.map(base64);
  if (typeof entry !== "string" || !Array.isArray(disclosures) || index === undefined) throw new Error("the proof does not say which entry it is of");
  if (hashes.length > 63 || hashes.some((one) => one.length !== 32)) throw new Error("a proof is at most 63 hashes of 32 bytes");
  return { entry, disclosures, index: BigInt(index), hashes, checkpoint: parseCheckpoint(text.slice(end + 2)) };
}

function parseCheckpoint(note) {
  const end = note.lastIndexOf("\n\n"), text = note.slice(0, end + 1), lines = text.split("\n");
  if (end < 0 || !note.endsWith("\n") || lines.length < 4) throw new Error("the checkpoint is not whole");
  const signatures = note.slice(end + 2, -1).split("\n").map((line) => {
    const [, name, encoded] = /^— (\S+) (\S+)$/.exec(line) || [];
    if (!name) throw new Error("a signature is a dash, a name and base64");
    const raw = base64(encoded);
    return { name, id: raw.subarray(0, 4), signature: raw.subarray(4) };
  });
  const root = base64(lines[2]);
  if (!/^(0|[1-9][0-9]{0,18})$/.test(lines[1]) || root.length !== 32) throw new Error("the checkpoint does not say how long the record is");
  return { text, origin: lines[0], size: BigInt(lines[1]), root, signatures };
}

async function signed({ text, origin, signatures }, keys) {
  for (const { name, id, key } of keys) for (const one of signatures)
    if (name === origin && one.name === name && same(one.id, id) && await ed25519(key, utf8.encode(text), one.signature)) return true;
  return false;
}

async function leadsToRoot({ entry, index, hashes, checkpoint: { size, root } }) {
  if (index >= size) return false;
  let reached = await sha256(join([0], utf8.encode(entry))), inner = index, last = size - 1n;
  for (const sibling of hashes) {
    if (last === 0n) return false;
    if (inner & 1n || inner === last) {
      reached = await sha256(join([1], sibling, reached));
      while (!(inner & 1n) && inner) { inner >>= 1n; last >>= 1n; }
    } else reached = await sha256(join([1], reached, sibling));
    inner >>= 1n; last >>= 1n;
  }
  return last === 0n && same(reached, root);
}

async function readTexts(entry, disclosures) {
  const stands = new Set(JSON.parse(entry)._sd || []), texts = [];
  for (const one of disclosures) {
    const digest = toBase64(await sha256(utf8.encode(one))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
    if (!stands.delete(digest)) throw new Error("there is a text that the entry does not stand for");
    const [, name, value] = JSON.parse(words.decode(base64(one.replaceAll("-", "+").replaceAll("_", "/").padEnd(Math.ceil(one.length / 4) * 4, "="))));
    texts.push([name, value]);
  }
  return { texts, withheld: stands.size };
}

// The four steps, each { step, good, told }; it stops where going on would mean nothing.
export async function checkProof(content, keyLines) {
  const steps = [], take = async (step, look) => {
    try { steps.push({ step, ...await look() }); } catch (error) { steps.push({ step, good: false, told: { error: error.message } }); }
    return steps.at(-1).good;
  };
  let proof, keys;
  if (!await take("whole", async () => {
    proof = parseProof(content);
    keys = await Promise.all(keyLines.split("\n").filter((line) => line.trim()).map(parseKey));
    return { good: keys.length > 0, told: { index: String(proof.index) } };
  })) return steps;
  await take("signed", async () => ({ good: await signed(proof.checkpoint, keys), told: { origin: proof.checkpoint.origin, size: String(proof.checkpoint.size) } }));
  await take("inside", async () => ({ good: await leadsToRoot(proof), told: { root: hex(proof.checkpoint.root) } }));
  await take("texts", async () => ({ good: true, told: { entry: proof.entry, ...await readTexts(proof.entry, proof.disclosures) } }));
  return steps;
}
