package io.toygres.api.request;

import io.toygres.api.problem.Problem;
import io.toygres.contract.RequestEvent.InvalidField;
import io.toygres.contract.RequestEvent.Refusal;

/** The problem document of HTTP as the contract has it. */
final class Refusals {

    private Refusals() {}

    static Refusal of(Problem problem) {
        return new Refusal(
                problem.type(),
                problem.title(),
                problem.status(),
                problem.code(),
                problem.detail(),
                problem.field(),
                problem.remedy(),
                problem.errors().stream()
                        .map(error -> new InvalidField(error.field(), error.message(), error.remedy()))
                        .toList(),
                problem.operationId(),
                problem.traceId());
    }
}
