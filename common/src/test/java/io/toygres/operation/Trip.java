package io.toygres.operation;

import io.toygres.contract.ImageId;
import io.toygres.contract.OperationId;
import java.util.ArrayList;
import java.util.List;

/** State of a test operation: where it has been. */
record Trip(OperationId operationId, ImageId imageId, List<String> visited) {

    Trip {
        visited = List.copyOf(visited);
    }

    static Trip begin() {
        return new Trip(OperationId.random(), ImageId.random(), List.of());
    }

    Trip visit(String place) {
        var longer = new ArrayList<>(visited);
        longer.add(place);
        return new Trip(operationId, imageId, longer);
    }
}
