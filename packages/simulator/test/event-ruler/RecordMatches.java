import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Machine;

/** Has AWS's own rule engine say of each pattern in cases.json whether it is one, and which events it matches. */
public class RecordMatches {
    public static void main(String[] arguments) throws Exception {
        ObjectMapper json = new ObjectMapper();
        ArrayNode recorded = json.createArrayNode();
        for (JsonNode one : json.readTree(new File(arguments[0]))) {
            String pattern = one.get("pattern").textValue();
            ObjectNode result = recorded.addObject().put("pattern", pattern);
            String problem = JsonRuleCompiler.check(pattern);
            if (problem != null) {
                result.put("refused", problem);
                continue;
            }
            ObjectNode matches = result.putObject("matches");
            for (JsonNode event : one.get("events")) {
                Machine machine = new Machine();
                machine.addRule("rule", pattern);
                matches.put(event.textValue(), !machine.rulesForJSONEvent(event.textValue()).isEmpty());
            }
        }
        json.writerWithDefaultPrettyPrinter().writeValue(new File(arguments[1]), recorded);
    }
}
