"""check_models.py FILE...: the ONNX checker, with strict shape inference; prints what each file declares, as JSON."""
import json
import sys

import onnx


def shape(value):
    return [d.dim_param or d.dim_value for d in value.type.tensor_type.shape.dim]


declared = []
for path in sys.argv[1:]:
    try:
        onnx.checker.check_model(path, full_check=True)
        model = onnx.load(path)
        inferred = onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True)
    except Exception as error:  # whatever it is, the test shall name the file
        sys.exit(f"{path}: {error}")
    declared.append({
        "opset": {entry.domain: entry.version for entry in model.opset_import},
        "inputs": {value.name: shape(value) for value in model.graph.input},
        "outputs": {value.name: shape(value) for value in inferred.graph.output},
        "initializers": [tensor.name for tensor in model.graph.initializer],
        "nodes": [node.name for node in model.graph.node],
        "metadata": {entry.key: entry.value for entry in model.metadata_props},
    })
print(json.dumps(declared))
