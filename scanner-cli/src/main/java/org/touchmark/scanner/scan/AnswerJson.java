package org.touchmark.scanner.scan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.touchmark.domain.answer.Answer;
import org.touchmark.scanner.console.ExitCode;
import org.touchmark.scanner.picture.FoundCode;

/**
 * Answers for programs, as one JSON document: {@code {"exitCode","gateway","pictures":[{"file","trouble"?,"codes":
 * [{"text","x","y","side","outcome":"judged|not-a-unit|malformed|foreign|unanswered|failed","why"?,"answer"?,
 * "repairs"?}]}],"codes"?}}; {@code codes}, without places, where they were given as texts.
 */
public final class AnswerJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private AnswerJson() {}

    /** The document, on several lines. */
    public static String of(List<PictureAnswer> pictures, List<CodeAnswer> typed, String gateway, ExitCode exitCode) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("exitCode", exitCode.number());
        document.put("gateway", gateway);
        pictures.forEach(picture -> document.withArray("/pictures").add(picture(picture)));
        typed.forEach(code -> document.withArray("/codes").add(code(code)));
        return document.toPrettyString();
    }

    private static ObjectNode picture(PictureAnswer answer) {
        ObjectNode picture = JsonNodeFactory.instance.objectNode();
        picture.put("file", answer.file().toString());
        answer.trouble().ifPresent(trouble -> picture.put("trouble", trouble));
        picture.putArray("codes");
        answer.codes().forEach(code -> picture.withArray("/codes").add(code(code)));
        return picture;
    }

    private static ObjectNode code(CodeAnswer answer) {
        FoundCode found = answer.code();
        ObjectNode code = JsonNodeFactory.instance.objectNode().put("text", found.text());
        if (found.isInPicture()) {
            code.put("x", found.x()).put("y", found.y()).put("side", found.side());
        }
        code.put("outcome", outcome(answer.outcome()));
        if (answer.outcome() instanceof Outcome.Unanswered unanswered) {
            code.put("why", unanswered.why());
        }
        if (answer.outcome() instanceof Outcome.Failed failed) {
            code.put("why", failed.why());
        }
        answer.repairs().stream()
                .sorted()
                .forEach(repair -> code.withArray("/repairs").add(repair.wire()));
        answer.outcome().found().ifPresent(judged -> code.set("answer", tree(judged)));
        return code;
    }

    private static String outcome(Outcome outcome) {
        if (outcome instanceof Outcome.Judged) {
            return "judged";
        }
        if (outcome instanceof Outcome.NotAUnit) {
            return "not-a-unit";
        }
        if (outcome instanceof Outcome.Malformed) {
            return "malformed";
        }
        if (outcome instanceof Outcome.Foreign) {
            return "foreign";
        }
        return outcome instanceof Outcome.Failed ? "failed" : "unanswered";
    }

    private static JsonNode tree(Answer answer) {
        try {
            return JSON.readTree(answer.toJson().toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("canonical JSON is JSON", e);
        }
    }
}
