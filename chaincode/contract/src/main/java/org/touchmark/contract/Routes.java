package org.touchmark.contract;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hyperledger.fabric.contract.Context;
import org.hyperledger.fabric.contract.ContractInterface;
import org.hyperledger.fabric.contract.ContractRuntimeException;
import org.hyperledger.fabric.contract.annotation.Transaction;
import org.hyperledger.fabric.contract.execution.ExecutionFactory;
import org.hyperledger.fabric.contract.execution.InvocationRequest;
import org.hyperledger.fabric.contract.routing.ContractDefinition;
import org.hyperledger.fabric.contract.routing.TxFunction;
import org.hyperledger.fabric.contract.routing.impl.RoutingRegistryImpl;
import org.hyperledger.fabric.shim.Chaincode;
import org.hyperledger.fabric.shim.ChaincodeException;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.hyperledger.fabric.shim.ResponseUtils;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;

/**
 * Calls the contracts' functions by the contract API's own annotations and registry.
 *
 * <p>The API's router would do, but it scans the whole class path twice at its start, writes every argument to the log,
 * and passes over arguments that are too many. All arguments and results here are text.
 */
final class Routes {
    private static final Logger LOG = Logger.getLogger(Routes.class.getName());

    private final RoutingRegistryImpl registry = new RoutingRegistryImpl();

    private Routes() {}

    /** The routes to all of Touchmark's contracts. */
    static Routes toContracts() {
        Routes routes = new Routes();
        List.of(PartyContract.class, BatchContract.class, UnitContract.class, CustodyContract.class)
                .forEach(routes::add);
        return routes;
    }

    private void add(Class<? extends ContractInterface> contract) {
        // The registry asks for the class of the interface itself, and takes any contract's.
        @SuppressWarnings("unchecked")
        Class<ContractInterface> erased = (Class<ContractInterface>) contract;
        ContractDefinition definition = registry.addNewContract(erased);
        for (Method method : contract.getMethods()) {
            if (method.isAnnotationPresent(Transaction.class)) {
                definition.addTxFunction(method);
            }
        }
    }

    /** Runs the function that a proposal names, and answers its result or the refusal. */
    Chaincode.Response invoke(ChaincodeStub stub) {
        try {
            return run(stub);
        } catch (RefusedException e) {
            return ResponseUtils.newErrorResponse(e.wireMessage());
        } catch (ChaincodeException e) {
            return ResponseUtils.newErrorResponse(e.getMessage());
        } catch (RuntimeException | ReflectiveOperationException e) {
            LOG.log(Level.SEVERE, "transaction " + stub.getTxId() + " failed", e);
            return ResponseUtils.newErrorResponse("unexpected error in the contract; its server's log has the details");
        }
    }

    private Chaincode.Response run(ChaincodeStub stub) throws ReflectiveOperationException {
        if (stub.getArgs().isEmpty()) {
            // A chaincode is initialized with no arguments; there is nothing to prepare.
            return ResponseUtils.newSuccessResponse();
        }
        InvocationRequest request = ExecutionFactory.getInstance().createRequest(stub);
        if (!registry.containsRoute(request)) {
            throw refused("there is no function " + text(stub.getArgs().get(0)) + "; contracts are party, batch, unit"
                    + " and custody");
        }
        TxFunction function = registry.getTxFn(request);
        ContractInterface contract = function.getRouting().getContractInstance();
        List<Object> arguments = new ArrayList<>();
        arguments.add(context(contract, stub));
        arguments.addAll(arguments(request, function));
        try {
            Object result = function.getRouting().getMethod().invoke(contract, arguments.toArray());
            return ResponseUtils.newSuccessResponse(String.valueOf(result).getBytes(StandardCharsets.UTF_8));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof ChaincodeException refusal) {
                throw refusal;
            }
            throw e;
        }
    }

    private static Context context(ContractInterface contract, ChaincodeStub stub) {
        try {
            return contract.createContext(stub);
        } catch (ContractRuntimeException e) {
            throw new RefusedException(
                    ErrorCode.NOT_A_PARTY, "the caller's identity can't be read as an X.509 certificate", e);
        }
    }

    private static List<String> arguments(InvocationRequest request, TxFunction function) {
        int wanted = function.getParamsList().size();
        if (request.getArgs().size() != wanted) {
            throw refused("function " + request.getRequestName() + " takes " + wanted + " arguments, got "
                    + request.getArgs().size());
        }
        return request.getArgs().stream().map(Routes::text).toList();
    }

    private static String text(byte[] argument) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(argument))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new RefusedException(ErrorCode.ARGUMENT_INVALID, "an argument is not UTF-8", e);
        }
    }

    private static RefusedException refused(String rule) {
        return new RefusedException(ErrorCode.ARGUMENT_INVALID, rule);
    }
}
