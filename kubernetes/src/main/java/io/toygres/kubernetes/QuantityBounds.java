package io.toygres.kubernetes;

import io.fabric8.kubernetes.api.model.Quantity;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The text of a Kubernetes quantity, such as {@code 250m} or {@code 2Gi}, that is not below another. */
@Documented
@Constraint(validatedBy = QuantityBounds.Validator.class)
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface QuantityBounds {

    String least();

    String message() default "must be a Kubernetes quantity of at least {least}";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** An absent quantity is fine. */
    @RegisterForReflection
    final class Validator implements ConstraintValidator<QuantityBounds, String> {

        private BigDecimal least = BigDecimal.ZERO;

        @Override
        public void initialize(QuantityBounds bounds) {
            least = amount(bounds.least());
        }

        @Override
        public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
            try {
                return text == null || amount(text).compareTo(least) >= 0;
            } catch (IllegalArgumentException _) {
                return false;
            }
        }

        private static BigDecimal amount(String text) {
            return Quantity.parse(text).getNumericalAmount();
        }
    }
}
