// Regenerates vectors.properties with Fabric's own code. In a clone of hyperledger/fabric at v3.1.5, copy this file to
// core/ledger/kvledger/txmgmt/txmgr/touchmark_vectors_test.go and run
//
//	VECTORS=vectors.properties go test ./core/ledger/kvledger/txmgmt/txmgr -run TestTouchmarkVectors
package txmgr

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/hyperledger/fabric-protos-go-apiv2/common"
	"github.com/hyperledger/fabric/core/ledger/internal/version"
	"github.com/hyperledger/fabric/core/ledger/kvledger/txmgmt/privacyenabledstate"
	"github.com/hyperledger/fabric/protoutil"
	"google.golang.org/protobuf/encoding/protowire"
)

func TestTouchmarkVectors(t *testing.T) {
	var out strings.Builder
	put := func(name string, value []byte) { fmt.Fprintf(&out, "%s=%s\n", name, hex.EncodeToString(value)) }

	for _, number := range []uint64{0, 1, 127, 128, 255, 256, 65535, 1 << 40} {
		header := &common.BlockHeader{Number: number, PreviousHash: []byte("previous"), DataHash: []byte("data")}
		put(fmt.Sprintf("header.%d.bytes", number), protoutil.BlockHeaderBytes(header))
		put(fmt.Sprintf("header.%d.hash", number), protoutil.BlockHeaderHash(header))
	}
	put("header.empty.bytes", protoutil.BlockHeaderBytes(&common.BlockHeader{}))
	put("data.hash", protoutil.ComputeBlockDataHash(&common.BlockData{Data: [][]byte{[]byte("one"), []byte("two")}}))
	fmt.Fprintf(&out, "transaction.id=%s\n", protoutil.ComputeTxID([]byte("nonce"), []byte("creator")))

	// Keys and namespaces whose order differs between UTF-8 and UTF-16; a value of 300 bytes; versions of all lengths.
	updates := privacyenabledstate.NewUpdateBatch()
	updates.PubUpdates.Put("ns1", "key1", []byte("value1"), version.NewHeight(300, 0))
	updates.PubUpdates.Put("ns1", "\U0001F600", []byte("smile"), version.NewHeight(300, 1))
	updates.PubUpdates.Put("ns1", "\uFFFD", []byte("replacement"), version.NewHeight(300, 255))
	updates.PubUpdates.Put("ns1", "\x00ns\x00composite\x00", []byte(strings.Repeat("x", 300)), version.NewHeight(300, 256))
	updates.PubUpdates.Delete("ns2", "key6", version.NewHeight(300, 6))
	updates.PubUpdates.Put("ns2", "key7", []byte("value7"), version.NewHeight(300, 70000))
	encoded, err := deterministicBytesForPubAndHashUpdates(updates)
	if err != nil {
		t.Fatal(err)
	}
	flags := make([]byte, 200)
	flags[7] = 11
	value := append(protowire.AppendVarint(nil, uint64(len(flags))), flags...)
	value = append(append(value, encoded...), []byte("previous")...)
	sum := sha256.Sum256(value)
	put("commit.hash", sum[:])

	none, err := deterministicBytesForPubAndHashUpdates(privacyenabledstate.NewUpdateBatch())
	if err != nil {
		t.Fatal(err)
	}
	sum = sha256.Sum256(append(append([]byte{1}, 10), none...))
	put("commit.hash.of.nothing", sum[:])

	if err := os.WriteFile(os.Getenv("VECTORS"), []byte(out.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}
