"""Reads an OpenAPI document on stdin, validates it by the official schema of 3.1, prints its version as JSON."""

import json
import sys

from openapi_spec_validator import OpenAPIV31SpecValidator, validate

document = json.load(sys.stdin)
validate(document, cls=OpenAPIV31SpecValidator)
json.dump({"openapi": document["openapi"], "paths": sorted(document["paths"])}, sys.stdout)
