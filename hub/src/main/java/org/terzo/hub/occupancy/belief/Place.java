package org.terzo.hub.occupancy.belief;

import java.util.List;
import org.terzo.hub.occupancy.filter.SensorModel;
import org.terzo.hub.occupancy.filter.SlotModel;

/// How a desk or room is thought of.
///
/// @param isRoom its motion sensors see the same people, so any one speaks for all
/// @param sensors what each shows, in the order of the senses
public record Place(SlotModel model, long slotMillis, boolean isRoom, List<SensorModel> sensors) {
    public Place {
        sensors = List.copyOf(sensors);
    }
}
