package io.toygres.api.problem;

import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers a request whose values break a constraint, in place of Quarkus' own report. */
public final class InvalidValuesMapper {

    private static final Logger LOG = Logger.getLogger(InvalidValuesMapper.class);

    @ServerExceptionMapper
    public Response answer(ConstraintViolationException e) {
        Problem problem = InvalidValues.of(e.getConstraintViolations()).traced();
        LOG.debugf("request refused code=%s detail=%s", problem.code(), problem.detail());
        return Response.status(problem.status())
                .entity(problem)
                .type(Problem.MEDIA_TYPE)
                .build();
    }
}
