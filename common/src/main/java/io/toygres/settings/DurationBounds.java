package io.toygres.settings;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.configuration.DurationConverter;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How short and how long a duration may be. Hibernate Validator's own bounds would say {@code 86400000000000 nanos}. */
@Documented
@Constraint(validatedBy = DurationBounds.Validator.class)
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface DurationBounds {

    /** As in a setting, such as {@code 500MS} or {@code 1D}; a duration may have just this length. */
    String least();

    /** As {@link #least()}. */
    String most();

    String message() default "must be from {least} to {most}";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** An absent duration is fine. */
    @RegisterForReflection
    final class Validator implements ConstraintValidator<DurationBounds, Duration> {

        private Duration least = Duration.ZERO;
        private Duration most = Duration.ZERO;

        @Override
        public void initialize(DurationBounds bounds) {
            least = DurationConverter.parseDuration(bounds.least());
            most = DurationConverter.parseDuration(bounds.most());
        }

        @Override
        public boolean isValid(@Nullable Duration value, ConstraintValidatorContext context) {
            return value == null || (value.compareTo(least) >= 0 && value.compareTo(most) <= 0);
        }
    }
}
