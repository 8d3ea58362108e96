// onnx_worker.js FOLDER plain|tuned BATCH ROUNDS: ONNX Runtime's side of inference, one thread. onnxruntime-node is found through NODE_PATH.
const fs = require("fs");
const readline = require("readline");
const ort = require("onnxruntime-node");

function readSafetensors(path) {
  const file = fs.readFileSync(path);
  const start = 8 + Number(file.readBigUInt64LE(0));
  const header = JSON.parse(file.subarray(8, start).toString());
  const tensors = {};
  for (const [name, entry] of Object.entries(header)) {
    if (name === "__metadata__") continue;
    const [from, to] = entry.data_offsets;
    tensors[name] = new Float32Array(file.buffer.slice(file.byteOffset + start + from, file.byteOffset + start + to));
  }
  return tensors;
}

async function main() {
  const [folder, style] = process.argv.slice(2, 4);
  const [batch, rounds] = process.argv.slice(4).map(Number);
  const session = await ort.InferenceSession.create(`${folder}/${style}.onnx`,
    { intraOpNumThreads: 1, interOpNumThreads: 1, executionMode: "sequential", graphOptimizationLevel: "all" });
  const check = readSafetensors(`${folder}/check.safetensors`);
  const length = 2560;
  const signal = name => new ort.Tensor("float32", check[name].subarray(0, batch * length), [batch, 1, length]);
  const inputs = { ecg: signal("ecg"), eda: signal("eda") };
  const logits = (await session.run(inputs)).logits.data;
  const difference = Math.max(...Array.from(logits, (z, i) => Math.abs(z - check.logits[i])));
  if (!(difference <= 1e-4 * Math.max(...check.logits.map(Math.abs))))
    throw new Error(`ONNX Runtime's answers differ from ours by ${difference}.`);
  console.log(JSON.stringify({ ready: true, difference }));
  for await (const _ of readline.createInterface({ input: process.stdin })) {
    const start = process.hrtime.bigint();
    for (let round = 0; round < rounds; round++) await session.run(inputs);
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    console.log(JSON.stringify({ seconds, work: rounds * batch, check: 0, peakBytes: process.resourceUsage().maxRSS * 1024 }));
  }
}

main().catch(error => { console.error(error.message); process.exit(1); });
