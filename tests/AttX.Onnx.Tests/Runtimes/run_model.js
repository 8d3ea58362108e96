// run_model.js REQUEST.json RESPONSE.json: runs a model in ONNX Runtime, found through NODE_PATH, on each of the request's feeds.
const fs = require("fs");
const ort = require("onnxruntime-node");

const arrays = { float32: Float32Array, float64: Float64Array };
// JSON has no NaN: null stands for it.
const tensor = ({ type, dims, data }) => new ort.Tensor(type, arrays[type].from(data, x => x === null ? NaN : x), dims);

async function main() {
  const { model, feeds } = JSON.parse(fs.readFileSync(process.argv[2]));
  const session = await ort.InferenceSession.create(model, { intraOpNumThreads: 1, interOpNumThreads: 1, logSeverityLevel: 3 });
  const runs = [];
  for (const feed of feeds) {
    const outputs = await session.run(Object.fromEntries(Object.entries(feed).map(([name, value]) => [name, tensor(value)])));
    runs.push(Object.fromEntries(Object.entries(outputs).map(([name, { dims, data }]) => [name, { dims, data: Array.from(data) }])));
  }
  fs.writeFileSync(process.argv[3], JSON.stringify(runs));
}

main().catch(error => { console.error(error.message); process.exit(1); });
