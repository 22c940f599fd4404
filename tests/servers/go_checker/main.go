// Checks an archive of the record with Go's own implementation of notes, trees and tiles (golang.org/x/mod/sumdb).
package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

type folder string

func (f folder) Height() int { return height }

func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		// Go puts the height into the path; C2SP has only the height of 8 and leaves it out.
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		content, err := os.ReadFile(filepath.Join(string(f), path))
		if err != nil {
			return nil, err
		}
		all = append(all, content)
	}
	return all, nil
}

func (f folder) SaveTiles(tiles []tlog.Tile, data [][]byte) {}

// signedTree is what a checkpoint says, once its signature by the key of trust.txt has been checked.
func signedTree(name string, keys note.Verifiers) (tlog.Tree, error) {
	content, err := os.ReadFile(name)
	if err != nil {
		return tlog.Tree{}, err
	}
	opened, err := note.Open(content, keys)
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

func keysOf(dir string) (note.Verifiers, error) {
	trust, err := os.ReadFile(filepath.Join(dir, "trust.txt"))
	if err != nil {
		return nil, err
	}
	var all []note.Verifier
	for _, line := range strings.Split(string(trust), "\n") {
		if key, found := strings.CutPrefix(line, "log "); found {
			verifier, err := note.NewVerifier(key)
			if err != nil {
				return nil, err
			}
			all = append(all, verifier)
		}
	}
	return note.VerifierList(all...), nil
}

// checkEntries proves each entry from the tiles and checks the proof against the root that was signed.
func checkEntries(dir string, tree tlog.Tree, hashes tlog.HashReader) error {
	for index := int64(0); index < tree.N; {
		tile := tlog.Tile{H: height, L: -1, N: index / 256, W: int(min(256, tree.N-index))}
		path := strings.Replace(strings.Replace(tile.Path(), "tile/8/", "tile/", 1), "tile/data/", "tile/entries/", 1)
		bundle, err := os.ReadFile(filepath.Join(dir, path))
		if err != nil {
			return err
		}
		for len(bundle) > 0 {
			end := 2 + int(binary.BigEndian.Uint16(bundle))
			proof, err := tlog.ProveRecord(tree.N, index, hashes)
			if err != nil {
				return err
			}
			if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(bundle[2:end])); err != nil {
				return fmt.Errorf("entry %d: %w", index, err)
			}
			bundle = bundle[end:]
			index++
		}
	}
	return nil
}

// checkOlder proves that each older tree is the beginning of the newest one.
func checkOlder(dir string, tree tlog.Tree, keys note.Verifiers, hashes tlog.HashReader) (int, error) {
	older, err := filepath.Glob(filepath.Join(dir, "checkpoints", "*"))
	if err != nil {
		return 0, err
	}
	for _, name := range older {
		before, err := signedTree(name, keys)
		if err != nil {
			return 0, err
		}
		proof, err := tlog.ProveTree(tree.N, before.N, hashes)
		if err != nil {
			return 0, err
		}
		if err := tlog.CheckTree(proof, tree.N, tree.Hash, before.N, before.Hash); err != nil {
			return 0, fmt.Errorf("%s: %w", name, err)
		}
	}
	return len(older), nil
}

func check(dir string) error {
	keys, err := keysOf(dir)
	if err != nil {
		return err
	}
	tree, err := signedTree(filepath.Join(dir, "checkpoint"), keys)
	if err != nil {
		return err
	}
	hashes := tlog.TileHashReader(tree, folder(dir))
	root, err := tlog.TreeHash(tree.N, hashes)
	if err != nil {
		return err
	}
	if root != tree.Hash {
		return errors.New("the tiles lead to another root")
	}
	if err := checkEntries(dir, tree, hashes); err != nil {
		return err
	}
	older, err := checkOlder(dir, tree, keys, hashes)
	if err != nil {
		return err
	}
	fmt.Printf("%d entries and %d older checkpoints\n", tree.N, older)
	return nil
}

func main() {
	if err := check(os.Args[1]); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}
