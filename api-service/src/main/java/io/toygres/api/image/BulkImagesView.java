package io.toygres.api.image;

import io.toygres.api.command.BulkResult;
import io.toygres.api.problem.Problem;
import io.toygres.contract.OperationId;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What came of a bulk request.
 *
 * @param accepted how many items are accepted
 * @param refused how many are not
 * @param items in the order of the request
 */
@Schema(name = "BulkImages", description = "What came of each item, in the order of the request")
public record BulkImagesView(int accepted, int refused, List<Item> items) {

    public BulkImagesView {
        items = List.copyOf(items);
    }

    /**
     * What came of one.
     *
     * @param status that the item alone is answered with: 202, or the problem's
     * @param operationId where to watch it; null when it is refused
     * @param image null when it is refused
     * @param problem null when it is accepted
     */
    @Schema(name = "BulkImage", description = "What came of an item")
    public record Item(
            int status,
            @Nullable OperationId operationId,
            @Nullable ImageView image,
            @Nullable Problem problem) {

        static Item of(BulkResult result) {
            return new Item(result.status(), result.operation(), result.resource(ImageView.class), result.problem());
        }
    }

    static BulkImagesView of(List<BulkResult> results) {
        int accepted = BulkResult.accepted(results);
        return new BulkImagesView(
                accepted,
                results.size() - accepted,
                results.stream().map(Item::of).toList());
    }
}
